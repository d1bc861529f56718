import { gatewayFaults } from './5-gateway';
import { describeFaults } from './describe-faults';

describeFaults('faults of hop gateway', gatewayFaults);
