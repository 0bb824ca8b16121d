/** A path into an object: members by name, `[]` for each item of a list, `*` for any member. */
export interface Ignored {
  readonly path: string;
  readonly why: string;
}

const own = 'each server gives its own';
const clock = 'read from the clock of each server';
const unused = 'a default or a note of the server that nobody in the simulation reads';

/** What is left out of the comparison, and why. The answers are compared in everything else. */
export const ignored: readonly Ignored[] = [
  { path: 'metadata.uid', why: own },
  { path: 'metadata.resourceVersion', why: `${own}; whether a write made a new one is compared` },
  { path: 'metadata.managedFields', why: unused },
  { path: 'metadata.creationTimestamp', why: clock },
  { path: 'status.conditions.[].lastTransitionTime', why: clock },
  { path: 'status.conditions.[].lastProbeTime', why: unused },
  { path: 'details.uid', why: own },
  // Pods
  { path: 'spec.containers.[].imagePullPolicy', why: unused },
  { path: 'spec.containers.[].resources', why: unused },
  { path: 'spec.containers.[].terminationMessagePath', why: unused },
  { path: 'spec.containers.[].terminationMessagePolicy', why: unused },
  { path: 'spec.dnsPolicy', why: unused },
  { path: 'spec.enableServiceLinks', why: unused },
  { path: 'spec.restartPolicy', why: unused },
  { path: 'spec.schedulerName', why: unused },
  { path: 'spec.securityContext', why: unused },
  // Nodes
  { path: 'status.daemonEndpoints', why: unused },
  { path: 'status.nodeInfo', why: unused },
  // Events
  { path: 'eventTime', why: unused },
  { path: 'reportingComponent', why: unused },
  { path: 'reportingInstance', why: unused },
  { path: 'source', why: unused },
  // Deployments
  { path: 'spec.progressDeadlineSeconds', why: unused },
  { path: 'spec.revisionHistoryLimit', why: unused },
  { path: 'spec.strategy', why: unused },
  { path: 'spec.template', why: unused },
];

/** Of what stands here only that it is there is compared. */
export const presence: readonly Ignored[] = [
  { path: 'metadata.deletionTimestamp', why: clock },
  { path: 'metadata.continue', why: own },
  { path: 'status.disruptedPods.*', why: clock },
];
