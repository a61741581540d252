"""Makes the demo's four tables the way its own generator does: a Python loop with Faker calls for each row, all rows in
memory, written as CSV at the end. Arguments: folder, impressions for each campaign. Prints the number of rows."""

import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pandas
from faker import Faker

CAMPAIGNS = 50
DAYS = 90
START = datetime(2025, 1, 1)
REGIONS = ["US-EAST", "US-WEST", "US-CENTRAL", "CANADA", "UK", "EU-WEST", "EU-CENTRAL", "APAC"]

fake = Faker()
Faker.seed(42)
random.seed(42)


def campaign(number):
    start = START + timedelta(days=random.randint(0, DAYS - 7))
    return {
        "campaign_id": f"CMP-{number:06d}",
        "campaign_name": fake.catch_phrase(),
        "channel": random.choice(["display", "search", "social", "video", "native", "email", "affiliate"]),
        "ad_format": random.choice(["banner", "interstitial", "native_feed", "carousel"]),
        "budget_usd": round(random.uniform(1000, 500000), 2),
        "daily_budget_usd": round(random.uniform(100, 10000), 2),
        "target_cpa_usd": round(random.uniform(5, 100), 2),
        "target_region": random.choice(REGIONS),
        "status": random.choice(["active", "paused", "completed", "draft"]),
        "start_date": start.date().isoformat(),
        "end_date": (start + timedelta(days=random.randint(7, 90))).date().isoformat(),
        "advertiser_name": fake.company(),
        "advertiser_industry": fake.bs(),
        "created_at": start.isoformat(),
        "updated_at": datetime.now().isoformat(),
    }


def impression(number, of):
    at = START + timedelta(seconds=random.randint(0, DAYS * 86400))
    region = of["target_region"] if random.random() < 0.7 else random.choice(REGIONS)
    return {
        "impression_id": f"IMP-{number:010d}",
        "campaign_id": of["campaign_id"],
        "timestamp": at.isoformat(),
        "date_key": at.date().isoformat(),
        "hour": at.hour,
        "device_type": random.choice(["desktop", "mobile", "tablet", "connected_tv", "other"]),
        "geo_region": region,
        "geo_country": fake.country_code(),
        "geo_city": fake.city(),
        "browser": random.choice(["Chrome", "Safari", "Firefox", "Edge"]),
        "os": random.choice(["Windows", "macOS", "Linux", "iOS", "Android"]),
        "ad_position": random.choice(["above_fold", "below_fold", "sidebar", "in_feed"]),
        "viewable": random.random() < 0.8,
        "cost_usd": round(random.uniform(0.001, 0.05), 6),
        "publisher_id": f"PUB-{random.randint(1, 500):04d}",
        "placement_id": f"PLC-{random.randint(1, 2000):05d}",
    }


def click(number, of):
    return {
        "click_id": f"CLK-{number:010d}",
        "impression_id": of["impression_id"],
        "campaign_id": of["campaign_id"],
        "timestamp": (datetime.fromisoformat(of["timestamp"]) + timedelta(seconds=random.randint(1, 30))).isoformat(),
        "landing_page_url": fake.url(),
        "referrer_url": None if random.random() < 0.3 else fake.url(),
        "cost_usd": round(random.uniform(0.1, 2), 4),
    }


def main():
    folder, each = Path(sys.argv[1]), int(sys.argv[2])
    campaigns = [campaign(number) for number in range(1, CAMPAIGNS + 1)]
    impressions = []
    for one in campaigns:
        if one["status"] in ("active", "completed"):
            for _ in range(random.randint(each // 2, each * 2)):
                impressions.append(impression(len(impressions) + 1, one))
    clicks = [click(index, row) for index, row in enumerate(random.sample(impressions, len(impressions) // 50), 1)]
    for name, rows in (("campaigns", campaigns), ("impressions", impressions), ("clicks", clicks)):
        pandas.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False)
    print(len(campaigns) + len(impressions) + len(clicks))


main()
