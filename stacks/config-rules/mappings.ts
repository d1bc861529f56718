import { type Finding, findDuplicates, finding, items, quote, type Rule } from './rule';

/** Behind a custom domain these first segments are the service's own health check (aws-facts §1.5, doc). */
export const reservedSegments = ['ping', 'sping'];

const basePathForm = /^[A-Za-z0-9$_.+!*'()-]+$/;

function checkBasePath(index: number, basePath: string): Finding | undefined {
  const path = ['apis', index, 'basePath'];
  if (basePath === '') return undefined;
  if (basePath === '/' || basePath === '(none)')
    return finding(
      'CFG_BASE_PATH',
      path,
      `${quote(basePath)} is not a path segment`,
      'remove basePath: the API then has the whole host',
    );
  const trimmed = basePath.replace(/^\/|\/$/g, '');
  if (trimmed.includes('/'))
    return finding(
      'CFG_BASE_PATH',
      path,
      `${quote(basePath)} has several segments: mappings of several segments do not work on this path`,
      `use one segment, e.g. ${quote(trimmed.replaceAll('/', '-'))}`,
    );
  if (trimmed !== basePath)
    return finding('CFG_BASE_PATH', path, `${quote(basePath)} has a slash`, `write ${quote(trimmed)}`);
  if (!basePathForm.test(basePath) || basePath === '.' || basePath === '..')
    return finding(
      'CFG_BASE_PATH',
      path,
      `${quote(basePath)} has characters that a base path can't have`,
      "use letters, digits and $-_.+!*'()",
    );
  if (basePath.length > 300)
    return finding('CFG_BASE_PATH', path, `has ${basePath.length} characters`, 'use at most 300');
  if (!reservedSegments.includes(basePath)) return undefined;
  return finding(
    'CFG_ROUTE_RESERVED',
    path,
    `${quote(basePath)} is kept by API Gateway for its own health check`,
    'use another base path',
  );
}

/** One API for each host and base path; an API with the whole host has it alone. */
export const checkMappings: Rule = ({ apis }) => {
  const sound = [...items(apis)];
  const mapped = sound.flatMap(([index, { host, basePath }]) =>
    host === undefined || basePath === undefined ? [] : [{ index, host, basePath }],
  );
  const found = sound.flatMap(([index, { basePath }]) =>
    basePath === undefined ? [] : (checkBasePath(index, basePath) ?? []),
  );
  for (const [place, { index, host, basePath }] of mapped.entries()) {
    const earlier = mapped
      .slice(0, place)
      .find((other) => other.host === host && other.basePath === basePath);
    const mixed = mapped.find((other) => other.host === host && other.basePath !== '');
    if (earlier)
      found.push(
        finding(
          'CFG_MAPPING_TAKEN',
          ['apis', index],
          `has host ${quote(host)} and base path ${quote(basePath)}, as apis[${earlier.index}] has`,
          'give one of them another host or basePath',
        ),
      );
    // API Gateway answers "Only one base path mapping is allowed if the base path is empty" (capture, aws-cdk #9581);
    // newer pages call the empty mapping a catch-all (aws-facts §3.2), so a deploy may fail or not: refused.
    else if (basePath === '' && mixed)
      found.push(
        finding(
          'CFG_MAPPING_MIXED',
          ['apis', index],
          `has the whole host ${quote(host)}, of which apis[${mixed.index}] has base path ${quote(mixed.basePath)}`,
          'give this API a basePath or a host of its own',
        ),
      );
  }
  const names = sound.flatMap(([index, { name }]) =>
    name === undefined ? [] : [{ path: ['apis', index, 'name'], value: name }],
  );
  return [...found, ...findDuplicates(names, 'API name')];
};
