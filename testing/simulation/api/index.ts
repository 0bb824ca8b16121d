export type { Admission, AdmissionRequest, AdmissionVerdict } from './admission.ts';
export { type Count, type Scale, type Surroundings, countBudget, isReady, podsOf } from './disruption.ts';
export type { ApiRequest, ApiResponse } from './http.ts';
export { ModelApi, type ModelApiOptions } from './model-api.ts';
export type * from './objects.ts';
export type { Verb, WriteListener, WriteRecord } from './journal.ts';
export type { OpenWatch, WatchSink } from './watch.ts';
export type { Place, World } from './world.ts';
