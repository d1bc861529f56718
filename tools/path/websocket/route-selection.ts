import { isUnknown, Unknown, type WebSocketDefinition, type WebSocketRoute } from '../../assembly/model';
import { parseJsonPath, parseMessage, readJsonPath, stringified } from './json-path';

/** The route of a message. */
export interface Selected {
  /** `undefined`: no route has the key, and there is no `$default`. */
  readonly route?: WebSocketRoute;
  /** What the expression came to. `undefined`: the message is no JSON, or has no such member. */
  readonly key?: string;
}

const form = /^(?:\$request\.body|\$\{request\.body(.*)\})(.*)$/;

/** These are for the gateway itself: a message can't choose them (inferred; `$default` takes them). */
const reserved = new Set(['$connect', '$disconnect', '$default']);

/**
 * The route by the value of the selection expression, else `$default` (developer guide, doc).
 * Unknown: the expression is not resolved, or beyond what is evaluated here.
 */
export function selectRoute(definition: WebSocketDefinition, message: string): Selected | Unknown {
  const { routeSelectionExpression: expression, routes } = definition;
  if (isUnknown(expression)) return expression;
  const key = evaluate(expression, message, definition);
  if (isUnknown(key)) return key;
  const named =
    key === undefined || reserved.has(key) ? undefined : routes.find((one) => one.routeKey === key);
  return { key, route: named ?? routes.find((one) => one.routeKey === '$default') };
}

function evaluate(
  expression: string,
  message: string,
  { where }: WebSocketDefinition,
): string | undefined | Unknown {
  const match = form.exec(expression);
  const path = match && !(match[1] && match[2]) ? parseJsonPath(match[1] ?? match[2] ?? '') : undefined;
  if (!path) {
    return new Unknown(`route selection expression ${JSON.stringify(expression)} is not evaluated here`, {
      ...where,
      property: 'Properties.RouteSelectionExpression',
    });
  }
  const document = parseMessage(message);
  if (document === undefined) return undefined;
  const value = readJsonPath(document, path);
  return value === undefined || value === null ? undefined : stringified(value);
}
