import type { Reason } from '../hop';

/** What becomes of the request behind the method. */
export const integrationReasons = {
  FUNCTION_ANSWERED: {
    hop: 'integration',
    means: 'The function was invoked and returned a valid proxy response, whatever its status.',
    fix: 'Nothing to change.',
  },
  FUNCTION_NOT_RUN: {
    hop: 'integration',
    means: 'The function may be invoked, but was not run here, so that its answer is not known.',
    fix: 'Run the trace with the functions, or against the twin.',
  },
  FUNCTION_NOT_KNOWN: {
    hop: 'integration',
    means: 'The integration’s function, or who may invoke it, could not be resolved.',
    fix: 'Give the value as a literal, or read the template that defines it too.',
  },
  FUNCTION_PERMISSION_MISSING: {
    hop: 'integration',
    means: 'API Gateway may not invoke the function for this stage, method and path.',
    fix: 'Add a function permission for apigateway.amazonaws.com whose source ARN covers this method.',
  },
  FUNCTION_FAILED: {
    hop: 'integration',
    means: 'The function threw, or its runtime failed.',
    fix: 'Mend the function; its log has the error.',
  },
  FUNCTION_TIMED_OUT: {
    hop: 'integration',
    means: 'The function ran into its own time limit, which API Gateway sees as a function error.',
    fix: 'Make the function faster or raise its timeout, below the integration’s.',
  },
  INTEGRATION_TIMED_OUT: {
    hop: 'integration',
    means: 'The integration did not answer within the method’s integration timeout.',
    fix: 'Answer sooner, work asynchronously, or raise the timeout by quota request.',
  },
  FUNCTION_RESPONSE_MALFORMED: {
    hop: 'integration',
    means: 'What the function returned is not a proxy response.',
    fix: 'Return {statusCode, headers, multiValueHeaders, body, isBase64Encoded} with a string body.',
  },
  FUNCTION_RESPONSE_TOO_LARGE: {
    hop: 'integration',
    means: 'The function’s response is larger than Lambda’s 6 MB.',
    fix: 'Return less, page, stream, or hand out a presigned URL.',
  },
  FUNCTION_REQUEST_TOO_LARGE: {
    hop: 'integration',
    means: 'The event made of the request is larger than Lambda’s 6 MB, although API Gateway takes 10 MB.',
    fix: 'Send less, or upload by another way such as a presigned URL.',
  },
  TRANSFER_ENCODING_NOT_KNOWN: {
    hop: 'integration',
    means: 'AWS documents an error for Transfer-Encoding in front of a Lambda function, but not which.',
    fix: 'Send Content-Length instead of a chunked body.',
  },
  INTEGRATION_NOT_KNOWN: {
    hop: 'integration',
    means: 'The method’s integration could not be resolved.',
    fix: 'Give the value as a literal, or read the template that defines it too.',
  },
  SOCKET_CONNECTED: {
    hop: 'integration',
    means: 'The WebSocket connection stands: $connect let the client in, or there is no such route.',
    fix: 'Nothing to change.',
  },
  SOCKET_CONNECT_REFUSED: {
    hop: 'integration',
    means: 'The integration of $connect answered something else than 2xx, which refuses the connection.',
    fix: 'Answer 2xx for whoever may connect; the status goes to the client as it is.',
  },
  SOCKET_MESSAGE_ANSWERED: {
    hop: 'integration',
    means: 'What the integration answered goes to the client, by the route’s response.',
    fix: 'Nothing to change.',
  },
  SOCKET_INTEGRATION_MISSING: {
    hop: 'integration',
    means: 'The route of the WebSocket API has no integration.',
    fix: 'Give the route a target and deploy again.',
  },
  SOCKET_MAPPING_NOT_KNOWN: {
    hop: 'integration',
    means: 'What a parameter of the backend’s request is mapped from can’t be told, or is not evaluated.',
    fix: 'Map from context, stage variables, the message, the handshake, or text in single quotes.',
  },
  SOCKET_BACKEND_REFUSES: {
    hop: 'integration',
    means:
      'The backend answered a message with something else than 2xx, of which the client is told nothing.',
    fix: 'Mend the backend, or give the route a response so that the client hears of it.',
  },
  SOCKET_INTEGRATION_NOT_MODELLED: {
    hop: 'integration',
    means: 'Integrations of WebSocket APIs with templates, of AWS services, and mock ones are not evaluated.',
    fix: 'Probe the deployed API.',
  },
  POST_BACK_DELIVERED: {
    hop: 'integration',
    means: 'The backend called @connections for an open connection, and API Gateway did as told.',
    fix: 'Nothing to change.',
  },
  POST_BACK_NOT_ALLOWED: {
    hop: 'integration',
    means: 'The role of the backend that posts back lacks execute-api:ManageConnections for this API.',
    fix: 'Allow execute-api:ManageConnections on {api}/{stage}/POST/@connections/* in the function’s role.',
  },
  POST_BACK_NOT_KNOWN: {
    hop: 'integration',
    means: 'Whether the backend may post back depends on a policy that is not in the templates.',
    fix: 'Give the function’s policy in the templates that are read.',
  },
  POST_BACK_GONE: {
    hop: 'integration',
    means:
      'The backend posted to a connection that is not open: closed, not yet established, or never there.',
    fix: 'Post after $connect has been answered, and forget connections that answer 410.',
  },
  POST_BACK_TOO_LARGE: {
    hop: 'integration',
    means: 'The backend posted more than the 128 KB that a message may have.',
    fix: 'Send less, or several messages.',
  },
  AWS_INTEGRATION_NOT_MODELLED: {
    hop: 'integration',
    means: 'An integration with another AWS service than Lambda is not evaluated.',
    fix: 'Probe the deployed API.',
  },
  MOCK_ANSWERED: {
    hop: 'integration',
    means: 'A mock integration answered by its templates; nobody was called.',
    fix: 'Nothing to change.',
  },
  PROXY_BACKEND_ANSWERED: {
    hop: 'integration',
    means: 'The proxy function reached its backend, which answered, whatever its status.',
    fix: 'Nothing to change.',
  },
  PROXY_BACKEND_SILENT: {
    hop: 'integration',
    means:
      'The proxy function’s connection to its backend is dropped: a security group, a route or a network ACL.',
    fix: 'Admit the security group of the proxy at the backend’s, on the backend’s port.',
  },
  PROXY_BACKEND_REFUSED: {
    hop: 'integration',
    means: 'Nobody listens on the backend’s port.',
    fix: 'Correct the port in backends, or add a listener on it.',
  },
  PROXY_BACKEND_NOT_RESOLVED: {
    hop: 'integration',
    means: 'The backend’s name has no address in the VPC of the proxy function.',
    fix: 'Correct the host in backends, or add a record to a zone that the VPC sees.',
  },
  PROXY_BACKEND_RESET: {
    hop: 'integration',
    means: 'The backend ended the connection before it had answered.',
    fix: 'See the backend’s log; check that the protocol in backends is the one that it speaks.',
  },
  PROXY_BACKEND_TLS: {
    hop: 'integration',
    means: 'TLS with the backend fails, or its certificate is not trusted or is for another name.',
    fix: 'Give the backend a certificate for the host in backends, of an authority that Node.js trusts.',
  },
  PROXY_BACKEND_SLOW: {
    hop: 'integration',
    means: 'The backend took longer than the proxy function waits: 504 before the gateway’s own limit.',
    fix: 'Make the backend faster, or let it work asynchronously.',
  },
  PROXY_BACKEND_MALFORMED: {
    hop: 'integration',
    means: 'What the backend answered is no HTTP, or it switched protocols.',
    fix: 'Correct the protocol or the port in backends.',
  },
  PROXY_RESPONSE_TOO_LARGE: {
    hop: 'integration',
    means:
      'The backend’s answer does not fit into the 6 MB of a function’s result; binary ones grow by a third.',
    fix: 'Return less, page, or reach the backend by a VPC link, which takes 10 MB.',
  },
  PROXY_CALL_REFUSED: {
    hop: 'integration',
    means: 'The proxy function does not hand the call on: its method, or a backend that is not its own.',
    fix: 'Use a method of HTTP’s common seven; let the template name the function’s own backend.',
  },
  PROXY_BACKEND_NOT_BEHIND: {
    hop: 'integration',
    means:
      'The load balancer in front of the backend answered by itself: no rule, no target, or a failed one.',
    fix: 'Correct the rules or targets of the load balancer.',
  },
  PROXY_BACKEND_NOT_KNOWN: {
    hop: 'integration',
    means: 'What is behind the proxy function is not in the templates, or could not be resolved.',
    fix: 'Probe the deployed API, or read the template that defines the backend too.',
  },
  TEMPLATE_NOT_KNOWN: {
    hop: 'integration',
    means: 'What a mapping template, selection pattern or mapping expression gives on AWS is not known here.',
    fix: 'Write it with what docs/http-proxy.md lists, or probe the deployed API.',
  },
  TEMPLATE_FAILED: {
    hop: 'integration',
    means: 'A mapping template fails, or no integration response is for what came back: AWS answers 500.',
    fix: 'Correct the template, or add a default integration response.',
  },
  MEDIA_TYPE_NOT_SUPPORTED: {
    hop: 'integration',
    means: 'No request template is for the content type, and bodies do not pass without one.',
    fix: 'Send the content type of a template, or add one for it.',
  },
  REQUEST_BODY_NOT_JSON: {
    hop: 'integration',
    means: 'The body is no JSON, or the request template makes none of it, and the integration needs JSON.',
    fix: 'Send JSON; escape in the template what callers write.',
  },
  FUNCTION_ERROR_MAPPED: {
    hop: 'integration',
    means: 'The function failed, and a selection pattern has a response for its message.',
    fix: 'Nothing to change where the response is meant.',
  },
  FUNCTION_ERROR_NOT_MAPPED: {
    hop: 'integration',
    means: 'The function failed, and no selection pattern matches: the default response hides it.',
    fix: 'Add an integration response whose pattern matches the message.',
  },
  HTTP_SERVICE_NOT_MODELLED: {
    hop: 'integration',
    means: 'The route of an HTTP API calls an AWS service, which is not evaluated.',
    fix: 'Probe the deployed API.',
  },
  HTTP_MAPPING_NOT_KNOWN: {
    hop: 'integration',
    means: 'A parameter mapping of the HTTP API could not be resolved, or is none that AWS takes.',
    fix: 'Use append, overwrite or remove of a header or query value, overwrite:path or overwrite:statuscode, and no reserved header.',
  },
} as const satisfies Record<string, Reason>;
