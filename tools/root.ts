import { join } from 'node:path';

/** The folder of this package. A bundle (tools/launch.cjs) has it written in; source runs find it beside them. */
export const packageRoot: string = process.env.HYBRID_ROOT ?? join(__dirname, '..');
