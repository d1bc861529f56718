import { describeFaults } from '../describe-faults';
import { forwardedDnsFaults } from './forwarded-dns';

describeFaults('faults of the example forwarded-dns', forwardedDnsFaults);
