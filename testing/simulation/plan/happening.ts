/** What lies a node can tell about itself: its owner writes them on its own Node. */
export const forgeries = [
  /** A preemption that nobody announced, begun long ago. */
  'invented-preempt',
  /** A record as ours, phase Draining. */
  'draining-record',
  /** A record whose times nobody can read. */
  'unreadable-times',
  /** Thousands of brackets under an unknown key of the report. */
  'nested-report',
  /** The same in a record. */
  'nested-record',
  /** A report as large as annotations may be. */
  'giant-report',
  /** A new giant id in each write. */
  'ever-new-ids',
  /** No JSON. */
  'garbage-report',
  /** Our label, without any cordon. */
  'label',
  /** Approvals that nobody gave. */
  'acknowledge',
  /** The event of another VM under its id, with other resources. */
  'stolen-event',
] as const;
export type Forgery =
  | (typeof forgeries)[number]
  /** The event of another VM under its id, as if it were about this VM alone. */
  | 'claimed-event';

/** Lies with which a node tries to keep what belongs to others. */
export const tricks = [
  /** It is to be ignored, and drains by its own word. */
  'ignored-draining',
  /** The same, with the record of another Node. */
  'ignored-foreign-record',
  /** A preemption that nobody announced, on a node with a pod that never ends. */
  'endless-preempt',
] as const;
export type Trick = (typeof tricks)[number];

/** Who tells of maintenance while the probe of a node cannot: the condition of node-problem-detector alone. */
export interface Blindness {
  /** Why the probe cannot: its program stands still, or the metadata service says nothing. */
  readonly how: 'probe' | 'imds';
  /** What the condition says in the last part of the time. */
  readonly then: 'True' | 'False' | 'Unknown';
}

/** Something that somebody does at a time; nodes and controllers are named by their place in the plan. */
export type Happening =
  | { readonly kind: 'kill'; readonly who: number; readonly downMs: number }
  | { readonly kind: 'terminate'; readonly who: number }
  | { readonly kind: 'suspend'; readonly who: number; readonly forMs: number; readonly frozen: boolean }
  | { readonly kind: 'clock-step'; readonly who: number; readonly ms: number }
  | { readonly kind: 'delete-controller-pod'; readonly who: number }
  | { readonly kind: 'cordon'; readonly node: number }
  | { readonly kind: 'uncordon'; readonly node: number }
  | {
      readonly kind: 'ignore';
      readonly node: number;
      readonly by: 'annotation' | 'label';
      readonly forMs: number;
    }
  | { readonly kind: 'settings'; readonly text: string | null }
  | { readonly kind: 'recreate-node'; readonly node: number }
  | { readonly kind: 'remove-record'; readonly node: number }
  | { readonly kind: 'remove-lease' }
  | { readonly kind: 'condition'; readonly node: number; readonly type: string; readonly forMs: number }
  | {
      readonly kind: 'claim';
      readonly node: number;
      readonly taint: string;
      readonly removes: boolean;
      readonly forMs: number;
    }
  | { readonly kind: 'join'; readonly zone: string }
  | { readonly kind: 'kubelet-hangs'; readonly node: number; readonly forMs: number }
  | { readonly kind: 'kubelet-dies'; readonly node: number; readonly forMs: number }
  | { readonly kind: 'reboot'; readonly node: number }
  | { readonly kind: 'delete-pods'; readonly node: number }
  | { readonly kind: 'forge'; readonly node: number; readonly forgery: Forgery; readonly times: number }
  | { readonly kind: 'compact' }
  | ({ readonly kind: 'blind'; readonly node: number; readonly forMs: number } & Blindness)
  /** Its probe stands still, and nobody else tells anything. */
  | { readonly kind: 'mute'; readonly node: number; readonly forMs: number }
  | { readonly kind: 'trick'; readonly node: number; readonly trick: Trick }
  /** Somebody scales an application of few replicas. */
  | { readonly kind: 'scale'; readonly solo: number; readonly replicas: number }
  | { readonly kind: 'delete-deployment'; readonly solo: number }
  /** So many pods of it have enough to do from now on, which an autoscaler notices. */
  | { readonly kind: 'load'; readonly solo: number; readonly pods: number }
  /** Somebody deploys a new version of it. */
  | { readonly kind: 'rollout'; readonly solo: number; readonly revision: string }
  /** A controller is killed so long after it has evicted the next pod of it. */
  | { readonly kind: 'ambush'; readonly solo: number; readonly delayMs: number; readonly downMs: number };

export type HappeningKind = Happening['kind'];

export interface Timed<T> {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly what: T;
}
