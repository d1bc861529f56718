/** What API Gateway calls a protocol; logs and metrics differ by it. */
export type ApiKind = 'rest' | 'http' | 'websocket';
