import type { Form, Incoming, StreamHead } from './exchange';
import { answerHeaders, failureBody, failureStatus, type ProxyEvent, passthrough } from './passthrough';

/** As the passthrough form, but an answer goes on as it comes: it may be larger than what a function returns. */
export const streamed: Form<ProxyEvent> = {
  plan: passthrough.plan,
  answer: (_event, incoming) => ({ streamed: headOf(incoming), body: incoming.body }),
  fail: ({ reason }) => ({
    streamed: {
      statusCode: failureStatus(reason),
      multiValueHeaders: { 'Content-Type': ['application/json'] },
    },
    body: new TextEncoder().encode(failureBody(reason)),
  }),
};

/** Whether a body follows is not known yet: it gets a type in any case. */
function headOf({ status, headers }: Pick<Incoming, 'status' | 'headers'>): StreamHead {
  return { statusCode: status, multiValueHeaders: answerHeaders(headers, true) };
}
