-- GCRA for one key, by this server's clock. The rule is that of rtc_core::quota::Gcra, in whole microseconds.
--
-- KEYS: the key's state; the processes that were here lately.
-- ARGV: T, tau, calls, span, then
--   to reserve:   'reserve', longest wait, the slot that was missed or '', the process to note or ''
--   to slow down: 'slow', pause
-- Answers 1 or 0 for given or too late, the slot, the wait until it and until the slot after, T as it is now, and how
-- many processes there are.

local interval, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
local calls, span = tonumber(ARGV[3]), tonumber(ARGV[4])
local what = ARGV[5]

local MOST_DOUBLED = 3
local CALM = span * 10

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local kept = redis.call('HMGET', KEYS[1], 'arrival', 'resumes', 'doubled', 'seen')
local arrival, resumes = tonumber(kept[1] or 0), tonumber(kept[2] or 0)
local doubled, seen = tonumber(kept[3] or 0), tonumber(kept[4] or 0)

-- A clock that was set back takes everything with it; otherwise nobody would get a slot until it has caught up.
local back = math.max(seen - now, 0)
arrival, resumes = arrival - back, resumes - back

-- Every ten spans without a complaint halve the interval again.
while doubled > 0 and now - resumes >= CALM do
  doubled, resumes = doubled - 1, resumes + CALM
end

-- All digits: as text of its own accord, Lua keeps 14 of them.
local function digits(number)
  return string.format('%.0f', number)
end

local function keep()
  local until_calm = 0
  if doubled > 0 then
    until_calm = resumes + CALM * doubled
  end
  redis.call('HSET', KEYS[1], 'arrival', digits(arrival), 'resumes', digits(resumes),
    'doubled', digits(doubled), 'seen', digits(now))
  local needed = math.max(arrival + tolerance, until_calm) - now
  redis.call('PEXPIRE', KEYS[1], digits(math.max(math.ceil(needed / 1000), 0) + 1000))
end

if what == 'slow' then
  if now >= resumes then
    doubled = math.min(doubled + 1, MOST_DOUBLED)
  end
  resumes = math.max(resumes, now + tonumber(ARGV[6]))
  arrival = math.max(arrival, resumes)
  keep()
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
  -- The missed slot moves to now, and those to come move with it.
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
keep()
return { 1, slot, math.max(slot - now, 0), math.max(arrival - now, 0), step, processes }
