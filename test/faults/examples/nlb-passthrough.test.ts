import { describeFaults } from '../describe-faults';
import { passthroughFaults } from './nlb-passthrough';

describeFaults('faults of the example nlb-passthrough', passthroughFaults);
