export type { Change, Comparison } from './change';
export { compareReports } from './compare';
export { readFormer } from './read-former';
export { renderComparison, sayChange, sayPlace, worstFirst } from './render';
