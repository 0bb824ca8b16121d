import type { BudgetView } from '../decide/views/budgets.ts';
import type { Answer } from '../cluster/answer.ts';
import type { PodView } from '../decide/views/pods.ts';

/** What this folder needs from the rest of the controller. cluster/ and leadership/ provide it; tests use fakes. */
export type { BudgetView, PodView };

/** The pods of one node, listed once and followed by watch. */
export interface PodWatch {
  pods(): readonly PodView[];
  onChange(listener: () => void): void;
  /** Resolves when the first list is in. */
  readonly synced: Promise<void>;
  /** Fetches a fresh, consistent list. */
  refresh(): Promise<readonly PodView[]>;
  stop(): void;
}

/** The part of the caches that drains read. */
export interface PodsAndBudgets {
  watchPods(nodeName: string, signal: AbortSignal): PodWatch;
  budgets(): readonly BudgetView[];
  onBudgetChange(listener: () => void): void;
}

/** Knows which volumes are attached to which node. */
export interface AttachmentWatch {
  /** `refused`: this controller may not read attachments. */
  readonly state: 'looking' | 'known' | 'refused';
  /** Names of the PersistentVolumes that are attached to a node, each once. */
  volumesOn(nodeName: string): readonly string[];
  stop(): void;
}

/** The part of the caches that follows volumes. */
export interface VolumeSource {
  watchAttachments(onChange: () => void): AttachmentWatch;
}

/** Which pod to remove, and how long it may take to end; without a grace period the pod's own applies. */
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
  /** Whether the DaemonSet exists: ok, or a failure with code 404. */
  daemonSet(namespace: string, name: string): Promise<Answer<void>>;
  /** Name of the PersistentVolume that the claim is bound to; null: none yet. */
  claim(namespace: string, name: string): Promise<Answer<string | null>>;
}
