import { describeFaults } from '../describe-faults';
import { albFaults } from './alb';

describeFaults('faults of the example alb', albFaults);
