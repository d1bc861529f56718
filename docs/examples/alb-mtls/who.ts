/** Tells whom the load balancer took the caller for, by the client's certificate. */
export async function handler(event: { readonly headers: Readonly<Record<string, string | undefined>> }) {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ caller: event.headers['X-Amzn-Mtls-Clientcert-Subject'] ?? null }),
  };
}
