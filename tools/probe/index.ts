export type { Timeouts } from './attempt';
export { attribute } from './attribute';
export type { Observation } from './observation';
export { defaultTimeouts, type ProbeOptions, probe } from './probe';
export type { Attribution, Phases, ProbeResult, Report, SkippedCall } from './report';
export type { ProbeExpectation, ProbeTarget } from './target';
