"""Who serves a customer: the district with its county, later one unitary council."""

from dataclasses import dataclass
from datetime import date

from extranet.authorities.actions import authority_by_slug, current_authorities
from extranet.authorities.model import Authority


@dataclass(frozen=True)
class Pair:
    """The council whose customer it is, and the county above it (None for a county or a unitary council)."""

    authority: Authority
    county: Authority | None = None

    @property
    def words(self) -> str:
        """'Woking + Surrey County Council', or the one council's whole name."""
        return f"{self.authority.short_name} + {self.county.name}" if self.county else self.authority.name


def pair_of(site, slug: str | None, on: date | None = None) -> Pair | None:
    """The councils for a customer of this authority on a day (today when none is given).

    A council that has ended stands for its successor; None for an unknown one,
    and for one whose area was divided: then the place has to be asked again.
    """
    standing = standing_for(site, slug, on)
    if len(standing) != 1:
        return None
    return Pair(standing[0], _county_of(site, standing[0], on))


def standing_for(site, slug: str | None, on: date | None = None) -> tuple[Authority, ...]:
    """The authority itself on this day, or those that came after it; empty when unknown or not there yet."""
    on = on or site.clock.today()
    found = authority_by_slug(site, slug)
    if found is None or found.is_current(on):
        return (found,) if found else ()
    if found.valid_to is None or found.valid_to >= on:
        return ()
    after = [one for successor in found.successors for one in standing_for(site, successor, on)]
    return tuple(dict.fromkeys(after))


def _county_of(site, authority: Authority, on: date | None) -> Authority | None:
    """The county of a district: the one that shares a successor with it, or the only one there is."""
    if authority.tier != "district":
        return None
    counties = [one for one in current_authorities(site, on) if one.tier == "county"]
    kin = [one for one in counties if set(one.successors) & set(authority.successors)]
    return kin[0] if len(kin) == 1 else counties[0] if len(counties) == 1 else None
