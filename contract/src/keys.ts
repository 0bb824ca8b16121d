/** Names of annotations, labels and taints that probe, controller, users and other tools share. Changing one breaks them. */

/** Annotation: what IMDS says about this VM. The probe writes it, on its own Node only. */
export const REPORT = 'mechanic.dev/report';
/** Annotation: what the controller did to this Node, and why. */
export const MAINTENANCE = 'mechanic.dev/maintenance';
/** Annotation: ids of the events that the probe may approve, separated by commas. */
export const ACKNOWLEDGE = 'mechanic.dev/acknowledge';
/** Annotation or label; `"true"`: never touch this Node. Set by the user. */
export const IGNORE = 'mechanic.dev/ignore';
/**
 * Annotation: asks for a drain through the same queue as Azure's events. Set and removed by the user, or a program of
 * theirs.
 */
export const REQUEST = 'mechanic.dev/request';
/** Label, `"true"`: mechanic cordoned the Node. The original mechanic uses the same label. */
export const CORDONED = 'mechanic.cordoned';
/** Key of the PreferNoSchedule taint on nodes that wait for their turn. */
export const WAITING_TAINT = 'mechanic.dev/maintenance';

/** Label, with any value: load balancers outside the cluster send no traffic to the Node. */
export const EXCLUDED = 'node.kubernetes.io/exclude-from-external-load-balancers';
/** Key of the NoExecute taint that makes Kubernetes give up the pods and volumes of a Node at once. */
export const OUT_OF_SERVICE_TAINT = 'node.kubernetes.io/out-of-service';

/** Annotation of a Pod: `evict`, `finish` or `leave`. Set by the owner of the workload. */
export const POD_DRAIN = 'mechanic.dev/drain';

/** Labels of the pods of mechanic itself. */
export const NAME_LABEL = 'app.kubernetes.io/name';
export const COMPONENT_LABEL = 'app.kubernetes.io/component';
export const NAME = 'mechanic';
/** Annotation of the ConfigMap with the settings: while it is `true`, no further drain starts. */
export const PAUSED = 'mechanic.dev/paused';
