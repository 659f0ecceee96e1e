import { adopterList, adoptionList } from './adoption.list.ts'
import { careList, leaverList } from './care.list.ts'
import { contactList, earlyHelpList, referralList } from './front-door.list.ts'
import type { ListDefinition } from './list.ts'
import { assessmentList, enquiryList, needList } from './need.list.ts'
import { planList } from './protection.list.ts'

/** Lists 1 to 11 in order. */
export const lists: readonly ListDefinition[] = [
  contactList,
  earlyHelpList,
  referralList,
  assessmentList,
  enquiryList,
  needList,
  planList,
  careList,
  leaverList,
  adoptionList,
  adopterList,
]
