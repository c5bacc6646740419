-- For wrk: ask for the paths of the first file in turn, as the people whose cookies stand in the second, and tell the
-- result as JSON. Times are in milliseconds.
local requests, at = {}, 0

function init(args)
  local cookies = {}
  for cookie in io.lines(args[2]) do
    cookies[#cookies + 1] = cookie
  end
  for path in io.lines(args[1]) do
    local cookie = cookies[#requests % math.max(#cookies, 1) + 1]
    requests[#requests + 1] = wrk.format("GET", path, cookie and {Cookie = cookie} or {})
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency, _)
  local errors = summary.errors
  local wrong = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format(
    'RESULT {"seconds": %.3f, "answers": %d, "wrong": %d, "p50": %.3f, "p95": %.3f, "p99": %.3f}',
    summary.duration / 1e6, summary.requests, wrong,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000
  ))
end
