import { isUnknown, type Known, Unknown, type Where } from '../../assembly/model';

/** The URI of an HTTP integration, its variables filled in. */
export interface Uri {
  readonly scheme: 'http' | 'https';
  /** What the backend's certificate has to be for. */
  readonly host: string;
  /** Absent where the URI names none. */
  readonly port?: number;
  /** The Host header. */
  readonly authority: string;
  /** Percent-encoded. */
  readonly path: string;
  readonly query: string;
}

/** Fills in `${stageVariables.x}` and `{parameter}`; Unknown where something is missing. */
export function readUri(
  written: Known<string> | undefined,
  variables: Readonly<Record<string, Known<string>>>,
  parameters: Readonly<Record<string, string>>,
  where: Where,
): Uri | Unknown {
  if (written === undefined) return new Unknown('the integration has no URI', where);
  if (isUnknown(written)) return written;
  let open: Unknown | undefined;
  const lack = (reason: string): string => {
    open ??= new Unknown(reason, where);
    return '';
  };
  const filled = written
    .replace(/\$\{stageVariables\.([^}]+)\}/g, (_, name: string) => {
      const value = variables[name];
      if (isUnknown(value)) return lack(value.reason);
      return value ?? lack(`the stage has no variable ${name}`);
    })
    // A greedy value keeps its slashes; what is between them was decoded and is encoded again: aws-facts §1.7 (doc).
    .replace(/\{([^}]+)\}/g, (_, name: string) => {
      const value = parameters[name];
      return value === undefined
        ? lack(`path parameter {${name}} of the URI is mapped from nothing`)
        : value.split('/').map(encodeURIComponent).join('/');
    });
  if (open) return open;
  const found = /^(https?):\/\/([^/?:]+)(?::(\d+))?([^?]*)(?:\?(.*))?$/i.exec(filled);
  if (!found) return new Unknown(`${filled} is no http or https URI`, where);
  const [, scheme = '', host = '', port, path = '', query = ''] = found;
  return {
    scheme: scheme.toLowerCase() as Uri['scheme'],
    host: host.toLowerCase(),
    ...(port === undefined ? {} : { port: Number(port) }),
    authority: port === undefined ? host : `${host}:${port}`,
    path: path === '' ? '/' : path,
    query,
  };
}
