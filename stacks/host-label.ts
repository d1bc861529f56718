/** `pay.corp.example` in `corp.example` → `pay`; two dashes for a dot, so that two hosts never meet. */
export function hostLabel(host: string, zone: string): string {
  const label = host === zone ? 'apex' : host.endsWith(`.${zone}`) ? host.slice(0, -zone.length - 1) : host;
  return label.replaceAll('.', '--');
}
