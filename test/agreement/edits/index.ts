import { anyEdits } from './anything';
import { authorizerEdits } from './authorizer';
import type { Edit } from './edit';
import { frontDoorEdits } from './front-door';
import { gatewayEdits } from './gateway';
import { nativeEdits } from './native';
import { networkEdits } from './network';
import { policyEdits } from './policy';

/** Everything that may be changed in the templates of an environment, by its sentence. */
export const edits: Readonly<Record<string, Edit>> = {
  ...networkEdits,
  ...frontDoorEdits,
  ...gatewayEdits,
  ...nativeEdits,
  ...policyEdits,
  ...authorizerEdits,
  ...anyEdits,
};
