/** How a proxy function is integrated: everything passes, or templates say what does. */
export type ProxyForm = 'passthrough' | 'mapped';

/** Name of a backend's proxy function. No function of hybrid.yaml has a dot in its name. */
export function proxyName(backend: string, form: ProxyForm): string {
  return `${backend}.${form}`;
}

/** The two parts of a proxy's name; undefined: a function of hybrid.yaml. */
export function readProxyName(
  name: string,
): { readonly backend: string; readonly form: ProxyForm } | undefined {
  const [, backend, form] = /^([^.]+)\.(passthrough|mapped)$/.exec(name) ?? [];
  return backend === undefined ? undefined : { backend, form: form as ProxyForm };
}
