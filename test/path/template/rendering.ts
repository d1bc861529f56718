import { selectMethod } from '../../../tools/path/5-gateway';
import type { Rendering } from '../../../tools/path/template/scope';
import {
  api,
  definition,
  gatewayModel,
  lambda,
  method,
  requestTo,
  type TestRequest,
} from '../../helpers/gateway-model';

/** POST /orders/7?q=1&r=a%20b of an API whose stage has a variable. */
export function rendering(change: TestRequest = {}): Rendering {
  const made = api({
    id: 'api1234567',
    name: 'orders',
    stage: 'demo',
    definition: definition({ methods: [method('POST /orders/{id}')] }),
  });
  const stage = { ...made.stage, variables: { colour: 'green' } };
  const model = gatewayModel({ apis: [{ ...made, stage }], functions: [lambda('hello')] });
  const request = requestTo(model, {
    method: 'POST',
    path: '/orders/7',
    query: 'q=1&r=a%20b',
    headers: [['X-Own', 'yes']],
    ...change,
  });
  const { match } = selectMethod(model, request);
  if (!match) throw new Error('the request meets no method');
  return { model, request, match };
}
