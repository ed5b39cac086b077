-- GCRA for one key, by this server's clock: the algorithm of rtc_core::quota::Gcra, in whole microseconds.
--
-- KEYS: the state of the key, the set of active processes, what is known of this server. A cluster needs all of them in
--   one hash slot.
-- ARGV: T, tau, calls, the period or '0' if it is too long to wait for, the process, '1' to record it as active, the
--   number of processes that it knows of, '1' if it counted by itself since its last reply, the parts of T that the slowdown is counted in, the time until the slowdown
--   is halved, then
--   to reserve:  'reserve', max_wait, the missed slot or '', how soon after now a slot may begin
--   to throttle: 'throttle', the largest slowdown, the pause per part of slowdown, the shortest pause
-- Returns 1 (granted) or 0 (too late), the slot, this server's time, the following slot, the current T, and the number of
-- active processes.

local interval, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
local calls, period = tonumber(ARGV[3]), tonumber(ARGV[4])
local process, record = ARGV[5], ARGV[6] == '1'
local known_processes, rejoins = tonumber(ARGV[7]), ARGV[8] == '1'
local parts, recovery = tonumber(ARGV[9]), tonumber(ARGV[10])
local operation = ARGV[11]

local PROCESS_LIFE = 30000
local SERVER_LIFE = 7 * 24 * 3600 * 1000

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

-- Formats all digits: Lua's implicit conversion keeps only 14 of them.
local function digits(number)
  return string.format('%.0f', number)
end

-- Since when this server has counted all calls. It starts again if the server lost its data or may have lost some, which
-- its run id shows, and if the process made calls that were not counted here.
local function counting_since()
  local info = redis.pcall('INFO', 'server')
  local run = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or '?'
  local server = redis.call('HMGET', KEYS[3], 'run', 'since')
  local since = tonumber(server[2] or now)
  local starts_again = server[1] ~= run or not server[2] or rejoins or since > now
  if starts_again then
    since = now
  end
  if starts_again or record then
    redis.call('HSET', KEYS[3], 'run', run, 'since', digits(since))
    redis.call('PEXPIRE', KEYS[3], SERVER_LIFE)
  end
  return since
end

-- Records the process, and returns the number of active ones.
local function active_processes()
  if record or not redis.call('ZSCORE', KEYS[2], process) then
    redis.call('ZADD', KEYS[2], digits(now), process)
    redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', digits(now - PROCESS_LIFE * 1000))
    redis.call('PEXPIRE', KEYS[2], PROCESS_LIFE)
  end
  return redis.call('ZCARD', KEYS[2])
end

local since = counting_since()
local processes = active_processes()

local state = redis.call('HMGET', KEYS[1], 'arrival', 'resumes', 'slowdown', 'seen')
local arrival, resumes = tonumber(state[1] or 0), tonumber(state[2] or 0)
local slowdown, seen = tonumber(state[3] or 0), tonumber(state[4] or 0)

-- If the clock was set back, shift all times with it; otherwise no slot would be granted until it catches up.
local back = math.max(seen - now, 0)
arrival, resumes = arrival - back, resumes - back

-- Halve the slowdown for every recovery time since the vendor last throttled.
while slowdown > 0 and now - resumes >= recovery do
  slowdown, resumes = math.floor(slowdown / 2), resumes + recovery
end

-- Calls that were not counted may be in the last period, and each process may hold one slot that is still to come.
local held = math.min(math.max(processes, known_processes), calls) - 1
local ready = 0
if period > 0 then
  ready = since + period + interval * held
  arrival = math.max(arrival, ready)
end

local function store()
  local until_recovered, left = 0, slowdown
  if slowdown > 0 then
    until_recovered = resumes
  end
  while left > 0 do
    until_recovered, left = until_recovered + recovery, math.floor(left / 2)
  end
  redis.call('HSET', KEYS[1], 'arrival', digits(arrival), 'resumes', digits(resumes),
    'slowdown', digits(slowdown), 'seen', digits(now))
  local needed = math.max(arrival + tolerance, until_recovered) - now
  redis.call('PEXPIRE', KEYS[1], digits(math.max(math.ceil(needed / 1000), 0) + 1000))
end

if operation == 'throttle' then
  if now >= resumes then
    slowdown = math.min(2 * slowdown + 1, tonumber(ARGV[12]))
  end
  local pause = math.max(math.min(tonumber(ARGV[13]) * slowdown, period), tonumber(ARGV[14]))
  resumes = math.max(resumes, now + pause)
  arrival = math.max(arrival, resumes)
  store()
  return { 1, 0, now, 0, 0, processes }
end

local max_wait, missed = tonumber(ARGV[12]), tonumber(ARGV[13])
local step = interval + math.ceil(interval * slowdown / parts)
local soonest = now + tonumber(ARGV[14]) - tolerance
local slot
local after_missed = missed and arrival - missed
if missed and missed >= math.max(resumes, ready) and after_missed >= 0 and after_missed <= step * calls then
  -- Move the missed slot to now, and all later ones by the same amount.
  local moved = math.max(soonest - missed, 0)
  slot = missed + moved
  arrival = arrival + moved
else
  slot = math.max(arrival, soonest)
  if slot - now > max_wait then
    return { 0, slot, now, slot, step, processes }
  end
  arrival = slot + step
end
store()
return { 1, slot, now, arrival, step, processes }
