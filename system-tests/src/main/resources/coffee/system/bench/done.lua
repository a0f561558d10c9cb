-- One line that a program can read: requests, microseconds, refusals, broken connections, and latencies in microseconds.
function done(summary, latency)
  local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format("DONE %d %d %d %d %d %d", summary.requests, summary.duration,
    summary.errors.status, broken, latency:percentile(50), latency:percentile(99)))
end
