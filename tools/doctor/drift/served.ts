import { type Assembly, buildModel, type RawResource } from '../../assembly';
import type { Method, Model, RestApi } from '../../assembly/model';
import { physicalKey } from '../../assembly/physical';
import { type Properties, textIn } from './properties';
import { isRead, type RestApiFacts, type Snapshot } from './snapshot';

/**
 * The model of the deployed side. A stage serves what its deployment froze: API Gateway exports that, so a stage
 * whose export differs from the API as it is now is stale, as it is on paper with `--deployed`.
 */
export function liveModel(assembly: Assembly, { restApis }: Snapshot): Model {
  const apis = isRead(restApis) ? restApis : [];
  const now = buildModel(assembly);
  const stages = now.stages.map((stage) => {
    const facts = apis.find(({ api }) => api.id === stage.apiId);
    const found = facts && isRead(facts.stages) ? facts.stages : [];
    const exported = found.find((one) => one.stage.stageName === stage.name)?.export;
    if (!facts || exported === undefined || !isRead(exported)) return stage;
    const before = withExport(assembly, facts, exported.document, now);
    if (!before) return stage;
    const model = buildModel(assembly, { deployed: before });
    return model.stages.find(({ apiId, name }) => apiId === stage.apiId && name === stage.name) ?? stage;
  });
  return { ...now, stages };
}

/** The assembly as it was when the stage was deployed; `undefined`: nothing that counts has changed. */
function withExport(
  assembly: Assembly,
  facts: RestApiFacts,
  document: Properties,
  now: Model,
): Assembly | undefined {
  const id = facts.api.id ?? '';
  // An export carries the policy; one without it tells nothing of it (captures of real exports have it).
  const policy = document['x-amazon-apigateway-policy'];
  const swap = (withBody: boolean): Assembly => ({
    stacks: assembly.stacks.map((stack) => ({
      ...stack,
      template: {
        ...stack.template,
        Resources: Object.fromEntries(
          Object.entries(stack.template.Resources ?? {})
            .filter(([, raw]) => !withBody || !isPartOf(raw, id))
            .map(([logicalId, raw]): [string, RawResource] => [
              logicalId,
              physicalId(raw) === id && raw.Type === 'AWS::ApiGateway::RestApi'
                ? {
                    ...raw,
                    Properties: {
                      ...raw.Properties,
                      ...(policy === undefined ? {} : { Policy: policy }),
                      ...(withBody ? { Body: document } : {}),
                    },
                  }
                : raw,
            ]),
        ),
      },
    })),
  });
  const whole = swap(true);
  const then = buildModel(whole).restApis.find((one) => one.id === id);
  const current = now.restApis.find((one) => one.id === id);
  if (!then || !current) return undefined;
  if (essence(then) !== essence(current)) return whole;
  return policy === undefined ? undefined : swap(false);
}

function isPartOf({ Type, Properties: properties = {} }: RawResource, api: string): boolean {
  return (
    /^AWS::ApiGateway::(Resource|Method|Authorizer|GatewayResponse)$/.test(Type) &&
    textIn(properties, 'RestApiId') === api
  );
}

const physicalId = ({ Metadata }: RawResource) =>
  (Metadata?.[physicalKey] as { readonly id?: string } | undefined)?.id;

/** What an export and the API's own listing both tell of its methods: enough to see a change that was not deployed. */
function essence({ definition }: RestApi): string {
  return JSON.stringify(definition.methods.map(methodEssence).sort());
}

function methodEssence({ path, httpMethod, authorization, apiKeyRequired, integration }: Method): string {
  const { type, uri } = 'type' in integration ? integration : { type: '?', uri: '?' };
  return JSON.stringify([path, httpMethod, authorization, apiKeyRequired, type, uri]);
}
