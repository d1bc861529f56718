/** Documentation block (RFC 5737) whose addresses stand for API Gateway's public front. */
export const publicFrontCidr = '198.51.100.0/24';

/** The stand-in address of a name that API Gateway serves publicly: the same for the same name. */
export function publicFrontAddress(name: string): string {
  let hash = 7;
  for (let i = 0; i < name.length; i += 1) hash = (hash * 31 + name.charCodeAt(i)) % 254;
  return `198.51.100.${hash + 1}`;
}
