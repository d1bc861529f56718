import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseConfigIn } from '../../stacks/config';
import { accountOf, certificateArns, deleteCertificate, importCertificate } from './certificates';
import type { Environment } from './environments';
import type { Lane } from './lane';
import { type Sdk, sdkOf } from './sdk';
import { type Made, makeWhatIsThere } from './there-already';

/** What hybrid.yaml takes as given, made for the run: certificates, and a network or a zone that is there already. */
export class Given {
  private readonly made: Made = { ids: new Map(), undo: [] };

  constructor(
    private readonly lane: Lane,
    private readonly environment: Environment,
  ) {}

  /** Makes it. @returns ids of the file -> those that were allotted */
  async make(): Promise<ReadonlyMap<string, string>> {
    const { ids, undo } = this.made;
    const { file } = this.environment;
    const text = readFileSync(file, 'utf8');
    const { config } = parseConfigIn(dirname(file), text, file);
    await makeWhatIsThere(config, this.sdk(this.lane.account), this.made);
    const { certificate } = config;
    const names = 'names' in certificate ? certificate.names : certificate.validate.names;
    for (const arn of certificateArns(text)) {
      const { acm } = this.sdk(this.lane.name === undefined ? accountOf(arn) : this.lane.account);
      const imported = await importCertificate(acm, names);
      ids.set(arn, imported);
      undo.push(() => deleteCertificate(acm, imported));
    }
    // Last: ARNs of certificates have the number too.
    if (config.account !== undefined) ids.set(config.account, this.lane.account);
    return ids;
  }

  /** Removes it, last first. */
  async remove(): Promise<void> {
    for (const undo of this.made.undo.reverse()) await undo();
  }

  private sdk(account: string): Sdk {
    return sdkOf(this.lane.plane.env(account), this.lane.region);
  }
}
