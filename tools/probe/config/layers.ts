import type { ProbeArguments } from '../flags';

/** Where a setting can come from; the first that says something wins. */
export type LayerName = 'command line' | 'environment' | 'project file' | 'user file' | 'default';

export interface Setting {
  readonly value: unknown;
  /** `--ca`, `HYBRID_PROBE_CA`, `.hybrid-api.yaml:3`. */
  readonly where: string;
}

/** What one place says: flag → setting. `value: undefined` keeps places below from saying anything of it. */
export interface Layer {
  readonly name: LayerName;
  readonly settings: ReadonlyMap<string, Setting>;
}

export interface Origin extends Setting {
  readonly layer: LayerName;
}

/** What applies, and where it comes from. */
export interface Settled {
  readonly args: ProbeArguments;
  /** Of that what was said for this run, by flags and environment: it goes before what a file says of a call. */
  readonly given: ProbeArguments;
  readonly origins: ReadonlyMap<string, Origin>;
}

/**
 * Of each line one applies, of which those with blanks between them go together: who says one of them leaves nothing
 * of the others to places below.
 */
const rivals: readonly (readonly string[])[] = [
  ['ipv4', 'ipv6', 'prefer'],
  ['bearer-file', 'bearer-secret', 'token-command', 'saml-command', 'sigv4 profile role'],
  ['api-key-secret', 'api-key api-keys'],
  ['watch', 'rate', 'serve'],
];

/** Pure: the first layer that has a setting decides it. */
export function settleLayers(layers: readonly Layer[]): Settled {
  const origins = new Map<string, Origin>();
  for (const { name: layer, settings } of layers) {
    const above = [...origins.keys()];
    for (const [name, setting] of settings)
      if (!above.some((other) => other === name || areRivals(name, other)))
        origins.set(name, { ...setting, layer });
  }
  const pick = (wanted: (layer: LayerName) => boolean): ProbeArguments =>
    Object.fromEntries(
      [...origins].flatMap(([name, { value, layer }]) =>
        wanted(layer) && value !== undefined ? [[name, value]] : [],
      ),
    );
  return {
    args: pick(() => true),
    given: pick((layer) => layer === 'command line' || layer === 'environment'),
    origins,
  };
}

/** Whether a person named it for this run or in a file of their own, rather than a file that lies about. */
export function isNamed(origin: Origin | undefined): boolean {
  return origin !== undefined && origin.layer !== 'project file' && origin.layer !== 'default';
}

function areRivals(name: string, other: string): boolean {
  if (name.startsWith('expect-')) return other.startsWith('expect-');
  return rivals.some((line) => {
    const sides = line.map((side) => side.split(' '));
    const own = sides.find((side) => side.includes(name));
    return own !== undefined && sides.some((side) => side !== own && side.includes(other));
  });
}
