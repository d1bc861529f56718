/** How a proxy function is integrated: everything passes, whole or as it comes, or templates say what does. */
export type ProxyForm = 'passthrough' | 'streamed' | 'mapped';

/** Name of a backend's proxy function. No function of hybrid.yaml has a dot in its name. */
export function proxyName(backend: string, form: ProxyForm): string {
  return `${backend}.${form}`;
}

/** The two parts of a proxy's name; undefined: a function of hybrid.yaml. */
export function readProxyName(
  name: string,
): { readonly backend: string; readonly form: ProxyForm } | undefined {
  const [, backend, form] = /^([^.]+)\.(passthrough|streamed|mapped)$/.exec(name) ?? [];
  return backend === undefined ? undefined : { backend, form: form as ProxyForm };
}

/** A stream may take longer, up to 15 minutes (aws-facts §10, doc); silence in it ends as above. */
export const streamSeconds = 300;
