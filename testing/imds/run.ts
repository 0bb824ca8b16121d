/** An emulated metadata service to drive by hand: `node testing/imds/run.ts --port 9000 --vm a=pool --vm b=pool`. */
import { parseArgs } from 'node:util';
import { ImdsEmulator } from './emulator.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9000' },
    vm: { type: 'string', multiple: true, default: ['aks-user-25795745-vmss_0'] },
    'activation-delay': { type: 'string', default: '0' },
    'spot-rebalance': { type: 'boolean', default: false },
  },
});

const emulator = await ImdsEmulator.start({
  port: Number(values.port),
  activationDelayMs: Number(values['activation-delay']) * 1_000,
  spotRebalance: values['spot-rebalance'],
});
for (const vm of values.vm) {
  const [name = '', group] = vm.split('=');
  console.log(`MECHANIC_IMDS_ENDPOINT=${emulator.add({ name, ...(group !== undefined && { group }) })}`);
}
console.log(`control: ${emulator.origin}/control/state (see testing/imds/README.md)`);
const stop = (): void => void emulator.stop().then(() => process.exit(0));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
