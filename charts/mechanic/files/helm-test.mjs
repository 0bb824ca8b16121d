// What `helm test` runs: the controller is ready, and one of its replicas leads.
const { MECHANIC_URL: url, MECHANIC_TIMEOUT_SECONDS: seconds } = process.env;
const deadline = Date.now() + seconds * 1_000;
let problem;
do {
  try {
    const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    if (!ready.ok) throw new Error(`/readyz answers ${ready.status}: ${await ready.text()}`);
    const response = await fetch(`${url}/api/v1/status`, { signal: AbortSignal.timeout(5_000) });
    if (response.status === 401) {
      console.log('ready; who leads is told to those alone who may ask (server.auth)');
      process.exit(0);
    }
    const { leader, settings } = await response.json();
    if (!leader?.identity) throw new Error('nobody leads');
    console.log(`ready; ${leader.identity} leads; settings: ${settings?.state}`);
    process.exit(0);
  } catch (error) {
    problem = error;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
} while (Date.now() < deadline);
console.error(`${url}: ${problem.message}${problem.cause ? ` (${problem.cause.message})` : ''}`);
process.exit(1);
