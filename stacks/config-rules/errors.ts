import { apiErrors } from './errors/apis';
import { callerErrors } from './errors/callers';
import { fileErrors } from './errors/file';
import { frontDoorErrors } from './errors/front-door';
import { networkErrors } from './errors/network';

/** Errors of hybrid.yaml: code → what it means and the general fix. docs/errors.md is made of it. */
export const configErrors = {
  ...fileErrors,
  ...networkErrors,
  ...frontDoorErrors,
  ...apiErrors,
  ...callerErrors,
} as const;

export type ConfigErrorCode = keyof typeof configErrors;
