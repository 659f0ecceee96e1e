import type { CodePattern } from '#values'

/**
 * How values are met in real extracts, where they are neither the code nor the template's own words: older codes, labels
 * of the common case systems, abbreviations. Written after the 8,177 spellings that SocialFinanceDigitalLabs/
 * liia-tools-pipeline collects in liiatools/annex_a_pipeline/spec/Annex_A_schema.yml @4aff918 (2026-07-22), as rules
 * rather than as a list. Spellings that name two codes are left alone, so that a person decides.
 *
 * Patterns read the value in lower case with punctuation as spaces and "&" as "and"; the first that fits decides.
 */
type Aliases = Readonly<Record<string, string>>

export const genderAliases = { 1: 'M', 2: 'F', 0: 'U', 9: 'U', I: 'U', 'Transgender male': 'M' } satisfies Aliases

export const genderPatterns: readonly CodePattern[] = [
  [/\btransgender\b|non ?binary|dysphoria|indeterminate gender|unable to classify/, 'X'],
  [/unborn|unknown|not (?:known|stated|recorded|specified)|unspecified|withheld|indeterminate/, 'U'],
  [/\b(?:female|girl)\b/, 'F'],
  [/\b(?:male|boy)\b/, 'M'],
]

/** Codes A1 to E5 are those of a widespread case system; they count only where no words say otherwise. */
export const ethnicityPatterns: readonly CodePattern[] = [
  [/\brefus|declin|not to say|not wish|would not say|not di(?:sclosed|vulged)/, 'REFU'],
  [/^(?:\w+ )?asian .*not yet obtained/, 'ASIAN'],
  [/^(?:\w+ )?black .*(?:not yet obtained|not completed)/, 'BLACK'],
  [/^white not yet obtained/, 'WHITE'],
  [
    /(?<!part )not (?:yet )?(?:been )?(?:obtained|available|asked|populated|known|stated|recorded|given|provided|declared|specified)|unknown|unborn|^no (?:\w+ )?(?:data|information|contact|client)|^unk$/,
    'NOBT',
  ],
  [/white (?:and |or )?black carib|black carib\w* and white|\bwbcar\b|\bmbwc\b/, 'MWBC'],
  [/white (?:and |or )?black african|black african and white|\bwbafr\b/, 'MWBA'],
  [/white (?:and )?(?:any other )?(?:asian|indian|pakistani)|asian and white|\bwhasian\b|\bmwa[iop]\b/, 'MWAS'],
  [
    /\b(?:mixed|dual|multiple)\b.*\b(?:other|asian|chinese)\b(?! (?:mixed|asian|black|white) unspecified)(?!.*british mixed)(?<!mixed asian)/,
    'MOTH',
  ],
  [
    /other (?:mixed|dual)|mixed unspecified|mixed other|^(?:white|black|asian|chinese) and (?:white|black|asian|chinese|any other ethnic group)$/,
    'MOTH',
  ],
  [/\b(?:mabl|mach|maoe|mbch|mboe|mcoe|motm|mwch|mwoe)\b/, 'MOTH'],
  [/white mixed$|(?<!european )\b(?:mixed|dual|multiple)\b(?! (?:white|black|asian|british)\b(?! and))/, 'MIXED'],
  [/bangla/, 'ABAN'],
  [/pakistan|kashmiri pak|\b(?:akpa|ampk|aopk)\b/, 'APKN'],
  [/(?<!west )\bindian\b/, 'AIND'],
  [/chinese or other ethnic groups? .*chinese/, 'CHNE'],
  [/chinese or other ethnic groups? .+/, 'OOTH'],
  [/chinese or other ethnic group/, 'OTHER'],
  [/chinese|taiwan|hong kong|\b(?:chkc|cmal|coch|csng|ctwn)\b/, 'CHNE'],
  [
    /(?:other|any other) asian|asian (?:any )?other|(?:british|african|caribbean|mixed) asian|asian british$(?<=british asian british)/,
    'AOTH',
  ],
  [
    /sri lank|tamil|punjabi|nepal|kashmiri|sinhalese|mauriti|\bsikh\b|\b(?:aafr|akao|anep|aota|aslt|asnl|asro)\b/,
    'AOTH',
  ],
  [
    /(?:other|any other) black|black (?:any )?other|mixed black|black (?:european|north american)|\b(?:bbri|beur|bnam|botb)\b/,
    'BOTH',
  ],
  [/african caribbean (?:or )?black british .*(?:\bafrican|angol|congol|eritr|ethiop|ghan|nigeri|somali|zair)/, 'BAFR'],
  [/african caribbean (?:or )?black british .*carib/, 'BCRB'],
  [/african (?:and )?caribbean|african caribbean|black british african caribbean/, 'BLACK'],
  [/carr?ib|west indian|jamaica|barbad|trinidad|\bbac (?:[a-z]+)/, 'BCRB'],
  [
    /african(?! asian)|angol|burkina|cameroon|congol|eritr|ethiop|gambia|ghan(?:a|ia)|kenya|liberia|nigeri|senegal|sierra leon|somali|sudan|swazi|tanzan|zair|zimbab/,
    'BAFR',
  ],
  [/\b(?:bann|baof|bcon|bgha|bngn|bsln|bsom|bsud)\b/, 'BAFR'],
  [/black british black british|^black british$|^black other$/, 'BOTH'],
  [/(?:gypsy|traveller) (?:or|and) irish|gypsy irish/, 'WHITE'],
  [/gypsy|\broma(?:ny)?\b/, 'WROM'],
  [/traveller/, 'WIRT'],
  [/(?:other|any other) white|white (?:any )?other/, 'WOTH'],
  [
    /english|scottish|welsh|cornish|northern irish|white british(?! irish)|^british$|\b(?:wcor|weng|wnir|wowb|wsco|wwel|wen)\b/,
    'WBRI',
  ],
  [/\birish\b(?<!british irish)/, 'WIRI'],
  [/british irish/, 'WHITE'],
  [/^(?:[a-e] )?[a-e]{1,2}\d+ white british/, 'WBRI'],
  [
    /white (?!any other ethnic|or|$)\w|\b(?:walb|wbos|wcro|weeu|weur|wgrc|wgre|wgrk|wita|wkos|wotw|wpor|wser|wtuc|wtuk|wtur|wweu)\b/,
    'WOTH',
  ],
  [
    /albania|bosnia|bulgaria|croatia|cypriot|europ|\bgreek|hungar|italian|kosov|latvia|lithuan|polish|portug|romania|russia|serbia|slovak|spanish|turkish|jewish/,
    'WOTH',
  ],
  [
    /afghan|algeria|\barab|cambod|egypt|filipino|iran|iraq|japan|korea|kurd|latin|lebanes|libya|malay|morr?occ|polynes|south american|syria|thai|vietnam|yemen/,
    'OOTH',
  ],
  [/\b(?:oafg|oara|oegy|ofil|oirn|oirq|ojpn|okor|okrd|olam|oleb|olib|omal|omrc|ooeg|opol|otha|ovie|oyem)\b/, 'OOTH'],
  [/\bwhite\b/, 'WHITE'],
  [/\basian\b/, 'ASIAN'],
  [/\bblack\b/, 'BLACK'],
  [/other eth|other (?:group|cultural)|^other$/, 'OOTH'],
  [/^(?:a )?a1$|^a a1 1$/, 'WBRI'],
  [/^(?:a )?a2$/, 'WIRI'],
  [/^(?:a )?a3$/, 'WOTH'],
  [/^(?:a )?a4$/, 'WIRT'],
  [/^(?:a )?a5$/, 'WROM'],
  [/^(?:b )?b1$/, 'MWBC'],
  [/^(?:b )?b2$/, 'MWBA'],
  [/^(?:b )?b3$/, 'MWAS'],
  [/^(?:b )?b4$/, 'MOTH'],
  [/^(?:c )?c1$/, 'AIND'],
  [/^(?:c )?c2$/, 'APKN'],
  [/^(?:c )?c3$/, 'ABAN'],
  [/^(?:c )?c4$/, 'AOTH'],
  [/^(?:d )?d1$/, 'BCRB'],
  [/^(?:d )?d2$/, 'BAFR'],
  [/^(?:d )?d3$/, 'BOTH'],
  [/^(?:e )?e1$|^e e1 1$/, 'CHNE'],
  [/^(?:e )?e2$/, 'OOTH'],
  [/^(?:e )?e3$/, 'REFU'],
  [/^(?:e )?e[45]$/, 'NOBT'],
]

export const contactSourceAliases = {
  BR: '1A',
  GP: '3A',
  HV: '3B',
  SN: '3C',
  'A and E': '3E',
  Pol: '6',
  Anon: '9',
  NK: '10',
  Other: '8',
  'Other agency': '8',
  Education: '2',
  Health: '3',
  'Health services': '3',
  Individual: '1',
  'LA services': '5',
  'Local authority services': '5',
  'Health other': '3F',
  'Other health': '3F',
  'Education other': '2B',
  Carer: '1A',
} satisfies Aliases

export const contactSourcePatterns: readonly CodePattern[] = [
  [/(?:not|apart from|excl\w*|non) a ?(?:and|n) ?e\b|non emergency|non primary/, '3F'],
  [/^anon|anonymous/, '9'],
  [/education(?:al)? (?:\w+ )?psych|education welfare/, '2B'],
  [/^other .*childrens? (?:s )?centre/, '8'],
  [/school nurs(?:e|ing)\b|school health|schnurse/, '3C'],
  [/health visit|helthvis|\bhv\b/, '3B'],
  [/\ba ?(?:and|n) ?e\b|\baande\b|accident (?:and|or) emergency|emergency dep|casualty/, '3E'],
  [/\bgps?\b|\bg p\b|general pract|gen pract/, '3A'],
  [
    /primary (?!school|education)\w*.*health|health.*\bprimary\b(?! school)|primary health|primhlth|midwi|district nurs|dentist|family nurse|\bfnp\b|optometr|pharmac|walk in centre|\bnhs (?:111|direct)\b|community (?:health|matron|midwi|nurs|paediatr)|comm(?:unity)? ?hlth/,
    '3D',
  ],
  [
    /hospice|hosp(?:i|t)|mental health|camhs|cahms|psychiatr|secondary health|secnhlth|ambulance|\bward\b|substance|drug and alcohol|consultant|paediatric|clinic|psycholog|physio|audiolog|sexual health|matern|\bhealth\b.*\bother\b|other health|othhelth/,
    '3F',
  ],
  [/court.*police|police.*(?:court|probation)/, '7'],
  [/youth (?:offending|justice)|\by(?:ot|os)\b/, '5B'],
  [/\bpolice\b|\bceop\b/, '6'],
  [
    /housing benefit|other than (?:social care|housing)|not (?:social care|housing|early help)|non ssd|internal|depts? of own|council dep|other council\b|children s? ?centre.*council/,
    '5B',
  ],
  [
    /(?:other|another|external|non\w*|out of (?:area|borough)) (?:\w+ ){0,3}(?:la|las|local auth\w*|l a|local authority)\b|\b(?:ola|otherla)\b|external (?:e g|eg|ie|i e|from|la)|^la services external|other authority/,
    '5C',
  ],
  [/hous(?:ing)?\b|homeless|tenan|landlord|estate manage/, '4'],
  [/early help|step up from early|troubled famil|targeted (?:early|family|youth)/, '5D'],
  [/social (?:care|services?|serv|work)|adult (?:services|social)|leaving care|\bssd\b|\bedt\b/, '5A'],
  [
    /(?:court|cafcass|jafcass|probation|prison|immigration|solicitor|lawyer|home office|border agency|community rehab)|other legal|\blegal agency|^legal\b/,
    '7',
  ],
  [
    /education welfare|\bewo\b|education (?:other|service|services|dep\w*|support|psych\w*)|(?:other|not school) education|connexions|\bcollege|further ed|early years|training provider|pre school|nurser|alternative provision|education (?:not school|send|college)/,
    '2B',
  ],
  [/\bschools?\b|\bpru\b|academy|\bsenco\b|sixth form|6th form|post 16/, '2A'],
  [/\beducation\b|^edu\b/, '2'],
  [/(?:family|relative).*(?:friend|neighbour)|famfrien/, '1'],
  [/\bself\b|in person/, '1C'],
  [/neighbour|friend|ac?quaint|child ?mind/, '1B'],
  [
    /stranger|public|councillor|\bmps?\b|elected member|other individual|individual other|otherind|employer|community member/,
    '1D',
  ],
  [
    /family member|relative|parent|mother|father|\baunt|uncle|grand(?:m|f|p|s|d)|brother|sister|husband|\bwife\b|\bson\b|daughter|\bpartner\b|^family$|family (?:parent|biological|relative|carer)|birth family|\bniece|nephew|household|foster carer|individuals? carer/,
    '1A',
  ],
  [/individual/, '1'],
  [
    /childrens? (?:s )?centre|sure start|volunt|charit|nspcc|n s p c c|independ[ae]nt|ofsted|barnardo|womens aid|domestic abuse|church|\bfire\b|refuge\b|advocate|residential|care home|provider|victim support|fostering agency|adoption agency|private agency|childline|young carers|third sector|3rd sector|^other (?:agency|prof|please|not listed|including|sources?)/,
    '8',
  ],
  [/\bhealth\b|\bnhs\b|nurs|\bmed\b|medical|therapist/, '3'],
  [/^la\b|local authority|\bcouncil\b/, '5'],
  [/^not (?:known|recorded|mapped)|unkn?own/, '10'],
]

export const yesNoAliases = {
  1: 'Y',
  True: 'Y',
  T: 'Y',
  0: 'N',
  False: 'N',
  F: 'N',
  Unk: 'U',
  'Not known': 'U',
} satisfies Aliases

/** In the column that asks whether a referral led to no further action, that phrase itself means yes. */
export const referralNfaAliases = {
  ...yesNoAliases,
  NFA: 'Y',
  'No further action': 'Y',
  FA: 'N',
  'Further action': 'N',
} satisfies Aliases

export const disabilityAliases = { ...yesNoAliases, NONE: 'N' } satisfies Aliases

/** The disability codes of the children in need census, and their names; NONE alone means no. */
export const disabilityPatterns: readonly CodePattern[] = [
  [/^(?:none|no (?:known )?disabilit|not disabled)/, 'N'],
  [/not (?:yet )?(?:obtained|known|stated|recorded)|unknown|refus|^nobt|^refu$/, 'U'],
  [/\b(?:aut|beh|comm|con|dda|hand|hear|inc|ld|mob|pc|vis)\b/, 'Y'],
  [
    /autis|asperger|behaviou?r|communic|con[cs]+iousness|disab|hand function|hearing|inconti|learning|mobility|personal care|vision/,
    'Y',
  ],
]

export const primaryNeedPatterns: readonly CodePattern[] = [
  [/abuse (?:or |and )?neglect|neglect or abuse|abusneg/, 'N1'],
  [/unacceptable behaviou?r|socunac/, 'N6'],
  [/dysfunction|famdysf/, 'N5'],
  [/acute (?:di)?stress|famstrs/, 'N4'],
  [/low income|lowincm/, 'N7'],
  [/absent parent|parent absent|parental absence|absprnt/, 'N8'],
  [/other than (?:a )?child(?:ren)? in need|not (?:a )?(?:cin|child in need)|cin other than|^i not cin/, 'N9'],
  [
    /parent\w* (?:illness|disab|and disab)|parntil|parents?\b.*(?:alcohol|drug|learning|disab|mental|\bill\b|physically ill)|(?:alcoholic|drug taking|drug dependant|ill) parents?|young carers?$|capacity of their parents/,
    'N3',
  ],
  [/uasc|unaccompanied|parents? (?:died|deceased|in custody)|no parents available|asylum seek\w+ and refugee/, 'N8'],
  [
    /childs? (?:s )?disab|chlddis|disabled child|child\w* with disab|(?:physical|sensory|learning|multiple|own) disab|^(?:cin )?disability|due to own disab|arises out of the child ?s? di/,
    'N2',
  ],
  [/offend|truan|disorderly|unsafe sexual|non school attendance/, 'N6'],
  [/asylum seeking fam|habitual(?:ly)? resident|financial difficult/, 'N7'],
  [/court reports?|step parent adoption|notification only|request for (?:information|access)/, 'N9'],
  [
    /(?:sexual|physical|emotional) (?:abuse|harm)|^(?:\w+ )?neglect$|child sexual exploitation|significant harm|risk of (?:abuse|neglect)|^abuse$/,
    'N1',
  ],
  [/not (?:stated|recorded|specified|known)|^unknown$|no need code/, 'N0'],
]

export const closureReasonPatterns: readonly CodePattern[] = [
  [/^rc8\b|rc8\b/, 'RC8'],
  [/adopted|adoption order/, 'RC1'],
  [/\b(?:died|deceased|death)\b/, 'RC2'],
  [/return home/, 'RC7'],
  [/special g(?:uardian|ship)|\bsgo\b/, 'RC4'],
  [/residence order|child arrangement/, 'RC3'],
  [/adult (?:social|services|division)|\badults?\b.*(?:services|transfer)/, 'RC6'],
  [/(?:another|other) (?:la|local authority)\b/, 'RC5'],
  [
    /after assess.*early help|step(?:ped)? down.*(?:early help).*(?:after|following) (?:\w+ ){0,3}assess|early help closed after assess/,
    'RC9',
  ],
  [
    /(?:closed|need) (?:\w+ ){0,4}(?:after|at first|directly after|immediately after) (?:\w+ ){0,4}assess|closed after assess|^no further action case closed after|not to be in need after assess/,
    'RC8',
  ],
  [
    /services? ceased|ceased for any other|any other reason|no longer (?:in need|eligible|requires)|case closed other|aims? (?:partially )?achieved|objectives met|(?:work|successfully) completed|needs met|step(?:ped)? down|following provision of services|turned 18|reached 18|service ceased|moved away|circumstances changed|change in circumstances/,
    'RC7',
  ],
]

export const caseStatusAliases = {
  CLA: 'LAC',
  'CLA&CP': 'LAC',
  'CLA&CPP': 'LAC',
  'CP/CLA': 'LAC',
  'CPP/CLA': 'LAC',
  CIC: 'LAC',
  CP: 'CPP',
  Assessment: 'ASSESS',
} satisfies Aliases

export const caseStatusPatterns: readonly CodePattern[] = [
  [/^closed|closure|^care leaver/, 'CLOSED'],
  [/looked after|\b(?:cla|lac)\b|in care\b/, 'LAC'],
  [/child protection|\bcpp?\b/, 'CPP'],
  [/child(?:ren)? in need|\bcin\b/, 'CIN'],
  [/open (?:assess|asmt)|assessment in progress/, 'ASSESS'],
]

export const abuseCategoryAliases = {
  YNNN: 'NEG',
  NYNN: 'PHY',
  NNYN: 'SAB',
  NNNY: 'EMO',
  PA: 'PHY',
  PHYSAB: 'PHY',
  'Physical injury': 'PHY',
} satisfies Aliases

/** Two kinds named together are Multiple; a row of four Y or N answers for neglect, physical, sexual, emotional. */
export const abuseCategoryPatterns: readonly CodePattern[] = [
  [/mult?iple|\bmul\b|^(?=.*y.*y)[yn]{4}$/, 'MUL'],
  [
    /^(?=.*neglect)(?=.*(?:physical|sexual|emotion))|^(?=.*physical)(?=.*(?:sexual|emotion))|^(?=.*sexual)(?=.*emotion)/,
    'MUL',
  ],
  [/neglect/, 'NEG'],
  [/physical/, 'PHY'],
  [/sexual/, 'SAB'],
  [/emotion/, 'EMO'],
]

/** A placement order made with a care order is E1. Wardship and plain supervision orders are left for a person. */
export const legalStatusPatterns: readonly CodePattern[] = [
  [/placement order|^po$/, 'E1'],
  [/freeing order|freed for adoption/, 'D1'],
  [/interim care order/, 'C1'],
  [/agreements? (?:are )?recorded|recording agreements/, 'V4'],
  [/individual episodes/, 'V3'],
  [/\bpace\b/, 'J2'],
  [/remand|committed (?:for )?trial/, 'J1'],
  [/youth rehab|supervision order with (?:a )?residence/, 'J3'],
  [/full care order|^(?:\w+ ){0,2}care order|section 31 care order/, 'C2'],
  [/child assessment order/, 'L3'],
  [/emergency protection|\bepo\b/, 'L2'],
  [/police (?:protection|powers)/, 'L1'],
  [/single p(?:eriod|lacement)|\bs(?:ec|ection)? ?20\b/, 'V2'],
]

export const permanencePlanPatterns: readonly CodePattern[] = [
  [/adoption/, 'ADOPTION'],
  [/\bsgo\b|special guardian|\bcao\b|child arrangement|residence order/, 'SGO_CAO'],
  [/foster/, 'LTFOST'],
  [/^long term placement with relatives/, 'LTFOST'],
  [/return to|birth (?:family|parents)|place with parent/, 'RETURN'],
  [/supported living/, 'SUPPLIV'],
  [/residential/, 'RES'],
  [/concurrent|parallel|task cent|time limited/, 'OTHER'],
]

/** E43 and E44 became E46 and E48 in the SSDA903; E1 and E4 of older editions are split now, so they stay groups. */
export const reasonCeasedAliases = { E1: 'ADOPTED', E4: 'HOME', E43: 'E46', E44: 'E48', E42: 'SGO' } satisfies Aliases

export const reasonCeasedPatterns: readonly CodePattern[] = [
  [/\bs?e43\b/, 'E46'],
  [/\bs?e44\b/, 'E48'],
  [/\be42\b/, 'SGO'],
  [/\be4 ?a\b/, 'E4A'],
  [/\be4 ?b\b/, 'E4B'],
  [/episode ceases/, 'X1'],
  [/return\w* home.*(?:not part|not as part|was not|wsa not|unplanned)/, 'E4B'],
  [/return\w* home.*(?:part of|under care plan|planned)/, 'E4A'],
  [/return\w* home/, 'HOME'],
  [/adopted.*unopposed|unopposed/, 'E11'],
  [/adopted.*dispensed/, 'E12'],
  [/^(?:e1 )?adopted/, 'ADOPTED'],
  [/\bdied\b|deceased/, 'E2'],
  [/(?:another|other) (?:la|local authority)/, 'E3'],
  [/(?:18|over).*(?:remained|remains|stayed)|staying put/, 'E17'],
  [/no p[ae]rental respon|no pr\b|without pr\b/, 'E13'],
  [/^(?:\w+ )?special guard\w*.*(?:other than|not) former.*(?:relative|friend)|relative friend not former/, 'E47'],
  [/(?:other than former|not former|other carers|not w former|other than f\w*s?$)/, 'E48'],
  [/former foster.*other than relatives/, 'E46'],
  [/former foster.*(?:relative|friend)/, 'E45'],
  [/(?:special g|spec g|guardian).*former/, 'E46'],
  [/special g(?:uardian|ship)/, 'SGO'],
  [/residence order|child arr?angement|child arrangements|res order/, 'E41'],
  [/(?:return|ret|parent).*(?:not part|not as part|was not|wsa not|unplanned)|^unplanned/, 'E4B'],
  [/(?:return|ret|parent).*(?:part of|under care plan|planned)|^planned/, 'E4A'],
  [/(?:indep|independ[ea]nt).*(?:no formal|without formal|unsupported|non supportive|no ongoing|providing no)/, 'E6'],
  [/(?:indep|independ[ea]nt|independence).*(?:formal|supported|supportive|ongoing)/, 'E5'],
  [/independ[ea]nt/, 'INDEPENDENT'],
  [/adults? (?:ss|social|services|division)/, 'E7'],
  [/custody/, 'E9'],
  [/remand/, 'E14'],
  [/age (?:dispute|assess)|age assessed/, 'E15'],
  [/moved abroad/, 'E16'],
  [/any other reason/, 'E8'],
]

/** F and Q codes (before 2015) told foster carers apart in other ways, so they are foster placements and no more. */
export const placementTypePatterns: readonly CodePattern[] = [
  [/(?:relative|friend).*(?:\bnot\b.*(?:long ?term|ffa)|short term)/, 'U3'],
  [/(?:relative|friend).*(?:approved|\bffa\b)/, 'U2'],
  [/(?:relative|friend).*long ?term/, 'U1'],
  [/foster.*(?:\bnot\b.*(?:long ?term|ffa)|short term)/, 'U6'],
  [/foster.*(?:approved adopt|approved or|\bffa\b)/, 'U5'],
  [/foster.*long ?term/, 'U4'],
  [/consent.*\bnot\b.*(?:current|foster)/, 'A4'],
  [/consent.*(?:current|foster)/, 'A3'],
  [/(?:placement order|place order|\bpo\b).*\bnot\b.*current/, 'A6'],
  [/(?:placement order|place order|\bpo\b).*current/, 'A5'],
  [/placed? for adopt|^a[12]\b/, 'A'],
  [/residential schools?|schools except/, 'S1'],
  [/semi ?independ|not (?:subject to|reg) child/, 'H5'],
  [/independent(?:ly)? living|living independent|lodgings/, 'P2'],
  [/residential employment/, 'P3'],
  [/^h[12]\b|secure (?:unit(?! ?s? homes)|child)/, 'K1'],
  [/^h[34]\b|^childrens homes?\b|^homes and hostels/, 'K2'],
  [/supported accommodation/, 'K3'],
  [/residential care homes?/, 'R1'],
  [/\bnhs\b|health trust/, 'R2'],
  [/family centre|mother and baby/, 'R3'],
  [/young offenders?|\byoi\b|secure training/, 'R5'],
  [/own parents?|(?:placed|placement) with parents?|person with parental/, 'P1'],
  [/temporary.*hospital/, 'T1'],
  [/temporary.*(?:child on holiday|of the child)/, 'T2'],
  [/temporary.*carer.*holiday/, 'T3'],
  [/temporary.*seven days/, 'T4'],
  [/^(?:all types of )?temporary(?: move| placement)?\b(?! approval)/, 'T0'],
  [/foster|^[fq][1-6]$/, 'U'],
  [/^other placements?|refuge|whereabouts/, 'Z1'],
]

export const placementProviderPatterns: readonly CodePattern[] = [
  [/private/, 'PR4'],
  [/volunt|third sector|3rd sect/, 'PR5'],
  [/other public|\bpct\b/, 'PR3'],
  [/other (?:la|local authority)\b/, 'PR2'],
  [/parents? or/, 'PR0'],
  [/^own (?:la )?provision|^local authority$/, 'PR1'],
]

export const placementLocationAliases = { Y: 'IN', Yes: 'IN', N: 'OUT', No: 'OUT' } satisfies Aliases

export const placementLocationPatterns: readonly CodePattern[] = [
  [/^in(?:side)?\b/, 'IN'],
  [/^out(?:side)?\b/, 'OUT'],
]

export const eligibilityCategoryAliases = {
  R: 'RELEVANT',
  FR: 'FORMER_RELEVANT',
  Q: 'QUALIFYING',
  E: 'ELIGIBLE',
} satisfies Aliases

export const eligibilityCategoryPatterns: readonly CodePattern[] = [
  [/qualifying/, 'QUALIFYING'],
  [/former relevant|pa to 25/, 'FORMER_RELEVANT'],
  [/eligible/, 'ELIGIBLE'],
  [/relevant/, 'RELEVANT'],
]

export const laInTouchAliases = { 1: 'YES', Y: 'YES', 2: 'NO', N: 'NO' } satisfies Aliases

/** A young person who has gone abroad or whose home is not known is in touch or not, as the words before it say. */
export const laInTouchPatterns: readonly CodePattern[] = [
  [/\bdied\b/, 'DIED'],
  [/refuse/, 'REFU'],
  [/no longer requires?/, 'NREQ'],
  [/returned (?:home|to)/, 'RHOM'],
  [/^(?:\d+ )?yes\b/, 'YES'],
  [/^(?:\d+ )?no (?:gone|resid)|residence not known/, 'NO'],
]

/** The SSDA903 adds 1 for suitable and 2 for unsuitable to the letter: B1, B2. */
export const accommodationAliases: Aliases = Object.fromEntries(
  [...'BCDEGHKRSTUVWXYZ'].flatMap((letter) => [
    [`${letter}1`, letter],
    [`${letter}2`, letter],
  ]),
)

export const accommodationPatterns: readonly CodePattern[] = [
  [/foyer/, 'T'],
  [/supported lodging/, 'E'],
  [/semi ?independ|transitional/, 'D'],
  [/foster|fost carer|staying put/, 'Z'],
  [/parents?\b|relatives|friends and family/, 'B'],
  [/community home|residential care|\bnhs\b/, 'C'],
  [/abroad/, 'G'],
  [/deport/, 'H'],
  [/ordinary lodging|lodgings no formal/, 'K'],
  [/resid\w* not know|whereabouts unknown|not (?:recorded|stated)/, 'R'],
  [/homeless|no fixed/, 'S'],
  [/independ[ea]nt living|own tenancy|university accom/, 'U'],
  [/emergency accom/, 'V'],
  [/bed and breakfast/, 'W'],
  [/custody|young offender|prison/, 'X'],
  [/other accom|with friends/, 'Y'],
]

export const accommodationSuitabilityAliases = {
  Y: '1',
  Yes: '1',
  True: '1',
  N: '2',
  No: '2',
  False: '2',
} satisfies Aliases

export const accommodationSuitabilityPatterns: readonly CodePattern[] = [
  [/unsuitable|not (?:\w+ ){0,3}suitable/, '2'],
  [/suitable/, '1'],
]

export const reasonNoLongerAdoptionPatterns: readonly CodePattern[] = [
  [/needs changed/, 'RD1'],
  [/court did not|order not granted/, 'RD2'],
  [/adopters (?:can|could|found)/, 'RD3'],
  [/other reason|disruption/, 'RD4'],
]

export const adopterLeavingReasonPatterns: readonly CodePattern[] = [
  [/withdr/, '1'],
  [/hold/, '2'],
  [/refused/, '3'],
]
