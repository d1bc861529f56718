import { secretOf } from '../readable-keys';
import { type ConfigPath, type Finding, findDuplicates, finding, items, quote, type Rule } from './rule';

const code = 'CFG_RUNNER_SECRET';

/** What the probe function is to read, it can: it is there, and the secret is where its endpoint leads. */
export const checkRunnerSecrets: Rule = ({ account, region, onPremises }, context) => {
  const at = ['onPremises', 'secrets'];
  const { simulate, secrets = [] } = onPremises ?? {};
  if (secrets.length === 0 || !context.isSound(at)) return [];
  const found: Finding[] = [];
  if (simulate === false)
    found.push(
      finding(
        code,
        at,
        'is for nobody: no probe function stands in the data centre',
        'set simulate: true, or remove secrets; a probe on a host of yours reads them with its own credentials',
      ),
    );
  const named = [...items(secrets)].map(([index, given]) => ({
    path: [...at, index],
    ...secretOf(given as Parameters<typeof secretOf>[0]),
  }));
  for (const { path, secret, key } of named)
    found.push(
      ...checkSecret(path, secret, region),
      ...checkKey([...path, 'key'], key, { region, account, secret }),
    );
  const values = named.map(({ path, secret }) => ({ path, value: secret }));
  return [...found, ...findDuplicates(values, 'secret')];
};

function checkSecret(path: ConfigPath, secret: string, region: string | undefined): Finding[] {
  if (!secret.startsWith('arn:')) return [];
  const [, own] = /^arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):\d{12}:secret:.+-\w{6}$/.exec(secret) ?? [];
  if (own === undefined) {
    const fix = 'write the whole ARN, which ends with a hyphen and six characters, or the name alone';
    return [finding(code, path, `${quote(secret)} is not the ARN of a secret`, fix)];
  }
  if (region === undefined || own === region) return [];
  const what = `${quote(secret)} is in ${own}, and the endpoint leads to Secrets Manager of ${region}`;
  return [finding(code, path, what, `replicate the secret to ${region}, and name that replica`)];
}

interface Place {
  readonly region?: string;
  readonly account?: string;
  readonly secret: string;
}

function checkKey(path: ConfigPath, key: string | undefined, { region, account, secret }: Place): Finding[] {
  const own = key?.split(':')[3];
  if (own !== undefined && region !== undefined && own !== region) {
    const what = `${quote(key)} is in ${own}: a secret and its key are in one region`;
    return [finding(code, path, what, `name the key of ${region}`)];
  }
  const owner = secret.startsWith('arn:') ? secret.split(':')[4] : account;
  if (key !== undefined || account === undefined || owner === account) return [];
  // Secrets Manager's own key is not shared: its user guide on secrets of other accounts (doc).
  const what = `${quote(secret)} is of account ${owner}, which can share it with a key of its own only`;
  return [finding(code, path.slice(0, -1), what, 'write { secret: …, key: ARN of that key }')];
}
