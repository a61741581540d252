/** What the demo's columns choose from (its distributions: uniform but where a table says otherwise). */
export const CHANNELS = ["display", "search", "social", "video", "native", "email", "affiliate"];
export const AD_FORMATS = ["banner", "interstitial", "video_preroll", "video_midroll", "native_feed", "carousel"];
export const REGIONS = ["US-EAST", "US-WEST", "US-CENTRAL", "CANADA", "UK", "EU-WEST", "EU-CENTRAL", "APAC"];
export const STATUSES = ["active", "paused", "completed", "draft"];
/** Only these have impressions. */
export const SHOWN_STATUSES = ["active", "completed"];
export const DEVICES = ["desktop", "mobile", "tablet", "connected_tv", "other"];
export const AD_POSITIONS = ["above_fold", "below_fold", "sidebar", "in_feed"];
export const BROWSERS = ["Chrome", "Safari", "Firefox", "Edge", "Samsung Internet", "Opera"];
export const OPERATING_SYSTEMS = ["Windows", "macOS", "Linux", "iOS", "Android", "tvOS"];
export const CONVERSION_TYPES = ["purchase", "signup", "download", "subscription", "lead_form"];
export const ATTRIBUTION_MODELS = ["last_click", "first_click", "linear", "time_decay"];
export const PRODUCT_CATEGORIES = [
  "electronics",
  "fashion",
  "home",
  "sports",
  "travel",
  "finance",
  "education",
  "games",
];
export const INDUSTRIES = [
  "Retail",
  "Finance",
  "Automotive",
  "Travel",
  "Technology",
  "Healthcare",
  "Education",
  "Food",
];
export const REFERRERS = ["search.example", "news.example", "social.example", "video.example", "mail.example"];
export const ADVERTISERS = ["Acorn", "Birch", "Cedar", "Dune", "Ember", "Fjord", "Grove", "Harbor", "Isle", "Juniper"];
export const ADVERTISER_FORMS = ["Ltd", "Inc", "Group", "and Sons", "Partners"];
export const CAMPAIGN_THEMES = ["Spring launch", "Brand lift", "Clearance", "Loyalty", "Back to school", "Year end"];
export const CITIES = [
  "Amsterdam",
  "Auckland",
  "Boston",
  "Chicago",
  "Dublin",
  "Geneva",
  "Kyoto",
  "Lagos",
  "Lima",
  "Lisbon",
  "Montréal",
  "München",
  "Nairobi",
  "Oslo",
  "Porto",
  "Québec",
  "São Paulo",
  "Seattle",
  "Windhoek",
  "Zürich",
];
/** ISO 3166-1 alpha-2. NA is Namibia, and not a missing value. */
export const COUNTRIES = [
  "AR",
  "AT",
  "AU",
  "BE",
  "BR",
  "CA",
  "CH",
  "CL",
  "CN",
  "CO",
  "CZ",
  "DE",
  "DK",
  "EG",
  "ES",
  "FI",
  "FR",
  "GB",
  "GR",
  "HU",
  "ID",
  "IE",
  "IL",
  "IN",
  "IT",
  "JP",
  "KE",
  "KR",
  "MA",
  "MX",
  "MY",
  "NA",
  "NG",
  "NL",
  "NO",
  "NZ",
  "PE",
  "PH",
  "PL",
  "PT",
  "RO",
  "SA",
  "SE",
  "SG",
  "TH",
  "TR",
  "UA",
  "US",
  "VN",
  "ZA",
];
