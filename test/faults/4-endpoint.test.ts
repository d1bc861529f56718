import { endpointFaults } from './4-endpoint';
import { describeFaults } from './describe-faults';

describeFaults('faults of hop endpoint', endpointFaults);
