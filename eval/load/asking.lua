-- Asks for the paths that stand in a file, in turn, and prints what that took as JSON.
-- Arguments: the file, milliseconds that a connection waits after each answer, and "anew" for a
-- parameter that is new each time, so that no answer was kept.

local requests, asked, number, anew = {}, 0, 0, false

function init(args)
  anew = args[3] == "anew"
  -- no two runs ask by the same numbers
  number = os.time() * 1000000
  for path in io.lines(args[1]) do
    requests[#requests + 1] = anew and path or wrk.format("GET", path)
  end
  local pause = tonumber(args[2])
  if pause > 0 then
    -- wrk asks for a pause only where there is a function for it
    delay = function() return pause end
  end
end

function request()
  asked = asked % #requests + 1
  if not anew then
    return requests[asked]
  end
  number = number + 1
  return wrk.format("GET", string.format("%s&_=%d", requests[asked], number))
end

function done(summary, latency, _)
  local failed = 0
  for _, count in pairs(summary.errors) do
    failed = failed + count
  end
  print(string.format(
    '{"requests": %d, "seconds": %.6f, "failed": %d, "p50": %.3f, "p99": %.3f, "p999": %.3f}',
    summary.requests, summary.duration / 1e6, failed,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency:percentile(99.9) / 1e3
  ))
end
