import type { Check } from '../check';
import { NotKnown, notApplicable, pass, remark, stop, unknown } from '../finding';
import { endpointOf, waysOf } from '../places';
import { eachRestApi, restApiReads } from './held-api';
import { parse, readStatements } from './policy-text';

const names: Check = {
  name: 'api-policy',
  hop: 'policy',
  asks: 'Does every API’s resource policy name this environment’s endpoint?',
  reads: restApiReads,
  run: async (ward) => {
    const endpoints = waysOf(ward.env)
      .filter(({ serves }) => serves)
      .map((way) => endpointOf(ward.env, way).id);
    return eachRestApi(ward, ({ name }, { where }, { policy }) => {
      const details = { where: [where] };
      if (!policy) return stop('POLICY_MISSING', name, 'it has no resource policy: nobody may call', details);
      const statements = readStatements(policy);
      if (!statements) return unknown('POLICY_NOT_KNOWN', name, 'its resource policy is no JSON', details);
      const named = statements.flatMap((one) => one.endpoints.map((at) => ({ ...at, effect: one.effect })));
      const ids = [...new Set(named.flatMap((one) => one.ids))];
      const evidence = { policyNames: ids, endpoints };
      const shut = endpoints.filter((id) =>
        named.some(({ effect, operator, ids: own }) =>
          effect === 'Deny'
            ? /NotEquals|NotLike/.test(operator) && !own.includes(id)
            : /Equals|Like/.test(operator) && !own.includes(id),
        ),
      );
      if (shut.length > 0)
        return stop(
          'POLICY_DENIES_ENDPOINT',
          name,
          `its policy names ${ids.join(', ')} and not ${shut.join(', ')}`,
          {
            ...details,
            evidence,
          },
        );
      if (!statements.some(({ effect }) => effect === 'Allow'))
        return stop('POLICY_DOES_NOT_ALLOW', name, 'no statement of its policy allows anything', {
          ...details,
          evidence,
        });
      if (!named.some(({ effect }) => effect === 'Deny'))
        return remark('POLICY_WITHOUT_DENY', name, 'no Deny keeps other endpoints out', {
          ...details,
          evidence,
        });
      return pass(name, `its policy lets ${endpoints.join(', ')} in and keeps other endpoints out`, {
        ...details,
        evidence,
      });
    });
  },
};

const deployed: Check = {
  name: 'api-policy-deployed',
  hop: 'policy',
  asks: 'Was every API deployed after the last change of its policy?',
  reads: [...restApiReads, 'apigateway:GetExport'],
  run: async (ward) =>
    eachRestApi(ward, async ({ name, stage }, { id, where }, { policy }) => {
      if (!policy) return notApplicable(name, 'it has no resource policy');
      // API Gateway keeps no date of a policy; the export is of what the stage serves (aws-facts §2.2).
      const answer = await ward.facts
        .read('apigateway:GetExport', {
          restApiId: id,
          stageName: stage,
          exportType: 'oas30',
          parameters: { extensions: 'apigateway' },
          accepts: 'application/json',
        })
        .catch((error: unknown) => {
          if (!(error instanceof NotKnown)) throw error;
          throw new NotKnown('POLICY_DEPLOYMENT_NOT_KNOWN', `${error.message}`, { where: [where] });
        });
      const details = { where: [where], evidence: { id, stage } };
      const text = answer?.body === undefined ? '' : Buffer.from(answer.body).toString('utf8');
      const served = (parse(text) as Record<string, unknown> | undefined)?.['x-amazon-apigateway-policy'];
      if (served === undefined)
        return unknown(
          'POLICY_DEPLOYMENT_NOT_KNOWN',
          name,
          `the export of stage ${stage} tells no policy`,
          details,
        );
      if (sameJson(served, parse(policy)))
        return pass(name, `stage ${stage} serves the policy that the API has`, details);
      return stop('POLICY_NOT_DEPLOYED', name, `stage ${stage} still serves an earlier policy`, details);
    }),
};

/** Order of keys is of no account, nor a list of one. */
function sameJson(one: unknown, other: unknown): boolean {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.length === 1 ? plain(value[0]) : value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, plain(inner)]),
    );
  };
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

export const apiPolicyChecks: readonly Check[] = [names, deployed];
