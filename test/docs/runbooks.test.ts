import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { savedQueries } from '../../stacks/operations/saved-queries';
import { packageRoot } from '../../tools/root';
import { defaultRunbooks, runbookFor, runbookPages, withRunbook } from '../../tools/runbooks';
import { codesWithRunbook } from '../../tools/write-docs/runbooks';

const folder = join(packageRoot, defaultRunbooks);
const read = (page: string) => readFileSync(join(folder, `${page}.md`), 'utf8');

/** What goes wrong in the field: the symptom or cause as somebody would search for it, and its page. */
const field: readonly (readonly [page: keyof typeof runbookPages, says: string])[] = [
  ['public-api-from-the-vpc', 'private DNS captures the default names of public APIs'],
  ['name-does-not-resolve', '`{api}.execute-api…`'],
  ['forwarded-names', 'inbound endpoint'],
  ['name-does-not-resolve', 'works in one VPC only'],
  ['name-does-not-resolve', 'a private zone matches and lacks the record'],
  ['timeout', 'the load balancer’s group lacks the caller on 443'],
  ['timeout', 'a route is missing on one side of the peering'],
  ['timeout', 'allow 1024–65535 back'],
  ['timeout', 'the group was made by default: no ingress, egress to nowhere'],
  ['403-user-anonymous', 'User: anonymous is not authorized'],
  ['403-user-anonymous', 'names IAM principals while methods are not `AWS_IAM`'],
  ['change-has-no-effect', 'the deployment’s logical id does not depend on the change'],
  ['change-has-no-effect', 'endpoint association new'],
  ['authorizer-403', 'allowed without the authorizer’s say'],
  ['authorizer-403', 'the cached policy names one method ARN'],
  ['401', 'REQUEST authorizer with cache and one source missing'],
  ['401', 'the validation expression does not fit'],
  ['authorizer-500', '`{"message":null}`'],
  ['load-balancer-targets', 'HTTP(S) health check is answered with 403'],
  ['403-missing-authentication-token', '`/ping` or `/sping`'],
  ['load-balancer-targets', 'client-IP preservation on'],
  ['caller-address', 'The API sees the load balancer’s address'],
  ['load-balancer-targets', 'the target list was cut to a fixed number'],
  ['load-balancer-targets', 'targets were resolved at deploy time'],
  ['update-or-delete-stuck', 'Response object is too long'],
  ['private-domain', '`RegionalCertificateArn is not supported for PRIVATE`'],
  ['private-domain', 'no association'],
  ['private-domain', 'serves a public custom domain too'],
  ['private-domain', 'RAM invitation not accepted within 12 h'],
  ['private-domain', '`STRICT` endpoint access mode'],
  ['tls', 'the execute-api certificate'],
  ['tls', 'TLS 1.2 and up'],
  ['update-or-delete-stuck', 'Only one base path mapping is allowed if the base path is empty'],
  ['vpc-link-calls', 'does not cover the URI’s host'],
  ['vpc-link-calls', '`EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic` off'],
  ['vpc-link-calls', 'the backend sees the stage in the path'],
  ['vpc-link-calls', 'v2 idle for 60 days'],
  ['vpc-link-cannot-be-deleted', 'in format of [Method:Resource]'],
  ['update-or-delete-stuck', 'NLB `ResourceInUse`'],
  ['update-or-delete-stuck', 'stack delete hangs 20–40 min'],
  ['load-balancer-targets', 'the service is not offered in a zone'],
  ['vpc-link-calls', 'not offered in a zone'],
  ['large-payload-stalls', 'clamp TCP MSS'],
  ['502', 'uncaught error'],
  ['502', '`body` is an object'],
  ['500', 'function permission missing'],
  ['500', 'output mapping names a method response that is not declared'],
  ['504', 'after 29 s'],
  ['429', 'Lambda concurrency'],
];

describe('runbooks', () => {
  test.each(field)('%s covers "%s"', (page, says) => {
    expect(read(page)).toContain(says);
  });

  test('every page of the folder is known, and every known one is there', () => {
    const there = readdirSync(folder)
      .map((file) => file.replace(/\.md$/, ''))
      .filter((page) => read(page).includes('**Symptom.**')); // the others are procedures
    expect(there.sort()).toEqual(Object.keys(runbookPages).sort());
  });

  test('every code that something is to be done about stands on its page', () => {
    const lost = codesWithRunbook().filter(({ code, page }) => !read(page).includes(`\`${code}\``));
    expect(lost).toEqual([]);
    expect(codesWithRunbook().length).toBeGreaterThan(150);
  });

  test('every code that a page lists is one that tools give, and has one page', () => {
    const given = new Set(codesWithRunbook().map(({ code }) => code));
    const listed = Object.values(runbookPages).flatMap((codes) => codes.split(/\s+/).filter(Boolean));
    expect(listed.filter((code) => !given.has(code) && code !== 'NOT_REACHED')).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  test.each(Object.keys(runbookPages))(
    '%s says what is seen, meant, to be run, mended and verified',
    (page) => {
      const text = read(page);
      for (const part of ['Symptom', 'Means', 'Next', 'Verify', 'Source'])
        expect(text).toContain(`**${part}.**`);
      const [, commands = ''] = text.match(/```sh\n([\s\S]*?)```/) ?? [];
      expect(commands.trim().split('\n')).toHaveLength(2);
      expect(text.split('\n').length).toBeLessThan(90);
    },
  );

  test('name saved queries that exist', () => {
    const names = savedQueries.map(({ name }) => name);
    const cited = Object.keys(runbookPages).flatMap((page) =>
      [...read(page).matchAll(/saved query corp\/pvt-api\/([\w-]+)/g)].map(([, name]) => name!),
    );
    expect(cited.filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(cited)).toEqual(new Set(names));
  });

  test('lead to pages and files that exist', () => {
    for (const page of [...Object.keys(runbookPages), 'README']) {
      const links = [...read(page).matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target!);
      expect(links.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
    }
  });
});

describe('the runbook of a verdict', () => {
  test('is a path in this project, or an address in a wiki', () => {
    expect(runbookFor('DNS_RECORD_NOT_FOUND', 'dns')).toBe('docs/runbooks/name-does-not-resolve.md');
    expect(runbookFor('NO_ROUTE_TO_DESTINATION', 'network', 'https://wiki.corp.example/run')).toBe(
      'https://wiki.corp.example/run/timeout.md',
    );
  });

  test('of a code that no page lists is its hop’s, the backend’s, or that of unknowns', () => {
    expect(runbookFor('SOMETHING_NEW', 'policy')).toMatch(/403-user-anonymous\.md$/);
    expect(runbookFor('VPC_LINK_NEW', 'integration')).toMatch(/vpc-link-calls\.md$/);
    expect(runbookFor('ROUTE_NOT_KNOWN', 'network')).toMatch(/not-known\.md$/);
    expect(runbookFor('NOTHING_OF_THE_CHAIN', null)).toMatch(/not-known\.md$/);
  });

  test('is given where there is something to mend', () => {
    const verdict = { hop: 'dns', code: 'DNS_RESOLVED' } as const;
    expect(withRunbook(verdict)).toEqual(verdict);
    const stopped = { hop: 'dns', code: 'DNS_NO_DATA', fix: 'Add a record.' } as const;
    expect(withRunbook(stopped, '/run').runbook).toBe('/run/name-does-not-resolve.md');
    expect(withRunbook({ ...stopped, code: 'NOT_REACHED' }).runbook).toBeUndefined();
  });
});
