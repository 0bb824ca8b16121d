import type { BudgetView } from '../decide/views/budgets.ts';
import type { Answer } from '../cluster/answer.ts';
import type { PodView } from '../decide/views/pods.ts';

/** What this folder needs of the rest of the controller. cluster/ and leadership/ satisfy it; tests bring their own. */
export type { BudgetView, PodView };

/** The pods of one node, listed once and followed by watch. */
export interface PodWatch {
  pods(): readonly PodView[];
  onChange(listener: () => void): void;
  /** Resolves when the first list is in. */
  readonly synced: Promise<void>;
  /** A fresh, consistent list. */
  refresh(): Promise<readonly PodView[]>;
  stop(): void;
}

/** The part of the caches that drains read. */
export interface PodsAndBudgets {
  watchPods(nodeName: string, signal: AbortSignal): PodWatch;
  budgets(): readonly BudgetView[];
  onBudgetChange(listener: () => void): void;
}

/** Which pod, and how long it may take to end; no grace period means the pod's own. */
export interface PodRemoval {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly gracePeriodSeconds?: number;
}

/** The requests about pods. None of them throws. */
export interface PodRequests {
  evict(removal: PodRemoval, signal: AbortSignal): Promise<Answer<void>>;
  delete(removal: PodRemoval, signal: AbortSignal): Promise<Answer<void>>;
  /** Whether the DaemonSet is there: ok, or a failure with code 404. */
  daemonSet(namespace: string, name: string): Promise<Answer<void>>;
}
