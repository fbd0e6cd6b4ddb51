// Sends requests to a server by some connections, and prints what came of it as JSON.
//
// node load.mjs PLAN, a JSON file of {url, connections, seconds, rate?, requests}: `requests` is a file with a request
// on each line, {method, path, headers, body?}. Each connection sends its share of them, one after the other, and
// starts over at the end. With a rate, as many are sent in each second, and an answer that comes late counts for the
// requests that had to wait for it as well. Latencies are in milliseconds.
import { readFile } from 'node:fs/promises'
import autocannon from 'autocannon'
import { build } from 'hdr-histogram-js'

const LONGEST = 60_000_000 // microseconds

const plan = JSON.parse(await readFile(process.argv[2], 'utf8'))
const requests = (await readFile(plan.requests, 'utf8')).trim().split('\n').map((line) => JSON.parse(line))
const latencies = build({ highestTrackableValue: LONGEST, numberOfSignificantValueDigits: 3 })
const interval = plan.rate ? (1e6 * plan.connections) / plan.rate : 0
const statuses = {}
let connection = 0

const run = autocannon({
  url: plan.url,
  connections: plan.connections,
  duration: plan.seconds,
  overallRate: plan.rate,
  timeout: 30,
  setupClient: (client) => {
    const first = connection++
    client.setRequests(requests.filter((_, i) => i % plan.connections === first % plan.connections))
  }
}, (error, result) => {
  if (error) {
    console.error(error)
    process.exit(1)
  }
  const sum = result.requests.total
  console.log(JSON.stringify({
    requests: sum,
    seconds: result.duration,
    failures: result.errors + result.timeouts,
    statuses,
    p50: latencies.getValueAtPercentile(50) / 1e3,
    p99: latencies.getValueAtPercentile(99) / 1e3
  }))
})
run.on('response', (_client, status, _bytes, milliseconds) => {
  statuses[status] = (statuses[status] ?? 0) + 1
  const micros = Math.min(LONGEST, Math.max(1, Math.round(milliseconds * 1e3)))
  if (interval > 0) {
    latencies.recordValueWithExpectedInterval(micros, interval)
  } else {
    latencies.recordValue(micros)
  }
})
