/** `node .ci/image-root/main.ts BASE TARGET`: makes the root of our images from the files of a base image. */
import { collectImageRoot } from './image-root.ts';

const [base, target] = process.argv.slice(2);
if (base === undefined || target === undefined) throw new Error('which folders? BASE TARGET');
console.log(collectImageRoot(base, target).join('\n'));
