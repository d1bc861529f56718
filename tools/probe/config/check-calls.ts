import { valueAt } from '../../../stacks/config-reader/value-issues';
import type { ConfigPath } from '../../../stacks/config-rules/rule';
import { KitError, type Problem } from '../../kit-error';
import type { ProbeTarget } from '../target';
import type { FileTarget, ProbeFile } from './schema';

/** What of a target can't be called as written; its files of certificates apart, which flags may replace. */
export function problemsOf({
  ca: _ca,
  clientCertificate: _pair,
  ...target
}: ProbeTarget): readonly Problem[] {
  const { checkTargets } = require('../session') as typeof import('../session');
  try {
    checkTargets([target]);
    return [];
  } catch (error) {
    if (error instanceof KitError) return error.problems;
    throw error;
  }
}

/** What a code is about: a setting that targets may have from elsewhere. */
const about: Readonly<Record<string, keyof FileTarget>> = {
  PROBE_BAD_URL: 'url',
  PROBE_BAD_METHOD: 'method',
  PROBE_BAD_HEADER: 'headers',
  PROBE_HEADER_FILE: 'headers',
  PROBE_BAD_BODY_FILE: 'body',
  PROBE_BAD_ADDRESS: 'address',
  PROBE_BAD_RESOLVER: 'resolver',
  PROBE_BAD_RESOLVE: 'resolve',
  PROBE_BAD_CONNECT_TO: 'connectTo',
  PROBE_BAD_REDIRECTS: 'maxRedirects',
  PROBE_BAD_PROXY: 'proxy',
  PROBE_PROXY_UNSUPPORTED: 'proxy',
};

/** Where the setting stands that a problem of a target is about: in the target, its module, or the defaults. */
export function placeOf(
  code: string,
  target: ConfigPath,
  module: string | undefined,
  file: ProbeFile,
): ConfigPath {
  const setting = about[code];
  if (setting === undefined) return target;
  const places: ConfigPath[] = [target, ...(module === undefined ? [] : [['modules', module]]), ['defaults']];
  const place = places.find((one) => valueAt(file, [...one, setting]) !== undefined);
  return place ? [...place, setting] : target;
}
