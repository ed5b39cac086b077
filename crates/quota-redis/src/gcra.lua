-- GCRA for one key, by this server's clock: the algorithm of rtc_core::quota::Gcra, in whole microseconds.
--
-- KEYS: the state of the key, the set of active processes.
-- ARGV: T, tau, calls, period, then
--   to reserve:  'reserve', max_wait, the missed slot or '', the process to record as active or ''
--   to throttle: 'throttle', pause
-- Returns 1 (granted) or 0 (too late), the slot, the wait until it and until the following one, the current T, and the
-- number of active processes.

local interval, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
local calls, period = tonumber(ARGV[3]), tonumber(ARGV[4])
local operation = ARGV[5]

local MAX_DOUBLED = 3
local RECOVERY = period * 10

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local state = redis.call('HMGET', KEYS[1], 'arrival', 'resumes', 'doubled', 'seen')
local arrival, resumes = tonumber(state[1] or 0), tonumber(state[2] or 0)
local doubled, seen = tonumber(state[3] or 0), tonumber(state[4] or 0)

-- If the clock was set back, shift all times with it; otherwise no slot would be granted until it catches up.
local back = math.max(seen - now, 0)
arrival, resumes = arrival - back, resumes - back

-- Halve the interval for every ten periods since the vendor last throttled.
while doubled > 0 and now - resumes >= RECOVERY do
  doubled, resumes = doubled - 1, resumes + RECOVERY
end

-- Formats all digits: Lua's implicit conversion keeps only 14 of them.
local function digits(number)
  return string.format('%.0f', number)
end

local function store()
  local until_recovered = 0
  if doubled > 0 then
    until_recovered = resumes + RECOVERY * doubled
  end
  redis.call('HSET', KEYS[1], 'arrival', digits(arrival), 'resumes', digits(resumes),
    'doubled', digits(doubled), 'seen', digits(now))
  local needed = math.max(arrival + tolerance, until_recovered) - now
  redis.call('PEXPIRE', KEYS[1], digits(math.max(math.ceil(needed / 1000), 0) + 1000))
end

if operation == 'throttle' then
  if now >= resumes then
    doubled = math.min(doubled + 1, MAX_DOUBLED)
  end
  resumes = math.max(resumes, now + tonumber(ARGV[6]))
  arrival = math.max(arrival, resumes)
  store()
  return { 1, 0, 0, 0, 0, 0 }
end

local max_wait, missed, process = tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8]

if process ~= '' then
  redis.call('ZADD', KEYS[2], digits(now), process)
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', digits(now - 30000000))
  redis.call('PEXPIRE', KEYS[2], 30000)
end
local processes = redis.call('ZCARD', KEYS[2])

local step = interval * 2 ^ doubled
local soonest = now - tolerance
local slot
local since = missed and arrival - missed
if missed and missed >= resumes and since >= 0 and since <= step * calls then
  -- Move the missed slot to now, and all later ones by the same amount.
  local moved = math.max(soonest - missed, 0)
  slot = missed + moved
  arrival = arrival + moved
else
  slot = math.max(arrival, soonest)
  if slot - now > max_wait then
    return { 0, 0, slot - now, slot - now, step, processes }
  end
  arrival = slot + step
end
store()
return { 1, slot, math.max(slot - now, 0), math.max(arrival - now, 0), step, processes }
