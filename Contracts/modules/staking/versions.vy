# pragma version 0.4.3
# pragma evm-version cancun
"""
@title The software that nodes may run
@notice The oldest and the newest version. The owner sets them; nodes judge their peers by them.
"""

from modules import ownership

uses: ownership


struct Version:
    major: uint256
    minor: uint256
    patch: uint256


event VersionRequirementsUpdated:
    index: uint256
    version: Version


_min_version: Version
_max_version: Version


@deploy
def __init__():
    self._max_version = Version(major=10000, minor=0, patch=0)


@external
@view
def getMinVersion() -> Version:
    """
    @notice The oldest software that a node may run.
    """
    return self._min_version


@external
@view
def getMaxVersion() -> Version:
    """
    @notice The newest software that a node may run.
    """
    return self._max_version


@external
@view
def getMinVersionString() -> String[236]:
    """
    @notice The same as getMinVersion, "major.minor.patch".
    """
    return self._text(self._min_version)


@external
@view
def getMaxVersionString() -> String[236]:
    """
    @notice The same as getMaxVersion, "major.minor.patch".
    """
    return self._text(self._max_version)


@external
@view
def checkVersion(version: Version) -> bool:
    """
    @notice Whether a version is between the two, as nodes have always judged it: strictly between the majors,
            or at the major of one of them on the right side of its minor, or at its minor on the right side
            of its patch. When both ends have one major, a version on the right side of one end is enough.
    """
    low: Version = self._min_version
    high: Version = self._max_version
    if version.major > low.major and version.major < high.major:
        return True
    if version.major == low.major:
        if version.minor > low.minor or (version.minor == low.minor and version.patch >= low.patch):
            return True
    if version.major == high.major:
        if version.minor < high.minor or (version.minor == high.minor and version.patch <= high.patch):
            return True
    return False


@external
def setMinVersion(version: Version):
    """
    @notice Sets the oldest software that a node may run. For the owner.
    """
    ownership._only_owner()
    self._min_version = version
    log VersionRequirementsUpdated(index=0, version=version)


@external
def setMaxVersion(version: Version):
    """
    @notice Sets the newest software that a node may run. For the owner.
    """
    ownership._only_owner()
    self._max_version = version
    log VersionRequirementsUpdated(index=1, version=version)


@internal
@pure
def _text(version: Version) -> String[236]:
    return concat(uint2str(version.major), ".", uint2str(version.minor), ".", uint2str(version.patch))
