import { isObject } from '../intrinsics/values';
import { type Integration, type IntegrationResponse, isUnknown, type Known } from '../model';
import type { Settings } from '../settings';

type Mapping = Pick<
  Integration,
  'passthroughBehavior' | 'requestTemplates' | 'responses' | 'contentHandling' | 'responseTransferMode'
>;

/** What `AWS::ApiGateway::Method` says of the way in and out of an integration. */
export function mappingOf(settings: Settings): Mapping {
  return withoutAbsent({
    passthroughBehavior: upper(settings.text('PassthroughBehavior')),
    contentHandling: upper(settings.text('ContentHandling')),
    responseTransferMode: upper(settings.text('ResponseTransferMode')),
    requestTemplates: textsOf(settings, 'RequestTemplates'),
    responses: settings.has('IntegrationResponses')
      ? settings.items('IntegrationResponses').map((one) => ({
          selectionPattern: one.text('SelectionPattern'),
          statusCode: one.text('StatusCode') ?? '200',
          parameters: textsOf(one, 'ResponseParameters') ?? {},
          templates: textsOf(one, 'ResponseTemplates') ?? {},
          contentHandling: upper(one.text('ContentHandling')),
          where: one.where,
        }))
      : undefined,
  });
}

/** The same of `x-amazon-apigateway-integration`, whose responses are named by their patterns. */
export function openApiMappingOf(settings: Settings): Mapping {
  const responses = settings.value('responses');
  return withoutAbsent({
    passthroughBehavior: upper(settings.text('passthroughBehavior')),
    contentHandling: upper(settings.text('contentHandling')),
    responseTransferMode: upper(settings.text('responseTransferMode')),
    requestTemplates: textsOf(settings, 'requestTemplates'),
    responses: isObject(responses)
      ? Object.keys(responses).map((pattern): IntegrationResponse => {
          const one = settings.nested('responses').nested(pattern);
          return {
            ...(pattern === 'default' ? {} : { selectionPattern: pattern }),
            statusCode: one.text('statusCode') ?? '200',
            parameters: textsOf(one, 'responseParameters') ?? {},
            templates: textsOf(one, 'responseTemplates') ?? {},
            contentHandling: upper(one.text('contentHandling')),
            where: one.where,
          };
        })
      : undefined,
  });
}

function textsOf(settings: Settings, name: string): Record<string, Known<string>> | undefined {
  const value = settings.value(name);
  if (isUnknown(value)) return { '*/*': value };
  if (!isObject(value)) return undefined;
  const nested = settings.nested(name);
  return Object.fromEntries(
    Object.keys(value).flatMap((key) => {
      const text = nested.text(key);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}

function upper(text: Known<string> | undefined): Known<string> | undefined {
  return typeof text === 'string' ? text.toUpperCase() : text;
}

function withoutAbsent<T extends object>(all: T): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}
