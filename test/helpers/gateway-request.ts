import type { GatewayRequest } from '../../tools/path/exchange';

/** What is the same of every request that a test makes at API Gateway. */
export const plainRequest = {
  method: 'GET',
  path: '/',
  query: '',
  headers: [],
  body: '',
  receivedAt: Date.UTC(2026, 2, 1, 12),
  requestId: '4f2a7c1e-9b3d-4e5f-8a6b-7c8d9e0f1a2b',
  extendedRequestId: 'ZxY1pE2_joEFabc=',
} satisfies Partial<GatewayRequest>;
