import { IconBolt, IconBucketDroplet, IconDroplet, IconFlame, IconTemperature } from "@tabler/icons-react";
import { Icon } from "../kit/Icon.tsx";

export type ResourceName = "cold_water" | "hot_water" | "sewerage" | "electricity" | "gas" | "heat";

const LOOKS = {
  cold_water: { icon: IconDroplet, tone: "" },
  hot_water: { icon: IconBucketDroplet, tone: " debt" },
  sewerage: { icon: IconDroplet, tone: "" },
  electricity: { icon: IconBolt, tone: " warn" },
  gas: { icon: IconFlame, tone: " warn" },
  heat: { icon: IconTemperature, tone: " debt" },
} as const;

/** What flows through a meter, as a picture beside its name. */
export function ResourceTile({ of }: { readonly of: ResourceName }) {
  const { icon, tone } = LOOKS[of];
  return (
    <span className={`tile${tone}`}>
      <Icon of={icon} />
    </span>
  );
}

/** What a flat's meter of it counts. */
export const unitOf = (of: ResourceName) => (of === "heat" ? "Gcal" : of === "electricity" ? "kWh" : "m3");
