"""Settings stop start-up by name when they are unknown or wrong."""

import pytest

from extranet.settings import Settings, SettingsFault, load_settings, with_secret


def test_without_any_setting_the_data_folder_is_data():
    settings = load_settings({})
    assert str(settings.data) == "data"
    assert settings.url_of_database.startswith("sqlite:///")


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / "extranet.toml"
    file.write_text('workers = 5\nsite_name = "From the file"\n')
    settings = load_settings({"EXTRANET_SETTINGS": str(file), "EXTRANET_WORKERS": "2"})
    assert (settings.workers, settings.site_name) == (2, "From the file")


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"EXTRANET_WROKERS": "2"}, "There is no setting 'wrokers'"),
        ({"EXTRANET_WORKERS": "many"}, "The setting 'workers' cannot be 'many'"),
        ({"EXTRANET_WORKERS": "0"}, "The setting 'workers' must be more than 0"),
        ({"EXTRANET_PUBLIC_URL": "ftp://x"}, "must begin with http:// or https://"),
        ({"EXTRANET_SETTINGS": "/nowhere/at/all.toml"}, "there is no such file"),
        ({"EXTRANET_DIRECTORY": "woking"}, "it must be a table in the settings file"),
    ],
)
def test_a_bad_setting_is_named(environ, sentence):
    with pytest.raises(SettingsFault, match=sentence.replace("(", r"\(")):
        load_settings(environ)


def test_a_broken_file_is_named(tmp_path):
    file = tmp_path / "extranet.toml"
    file.write_text("workers = = 5")
    with pytest.raises(SettingsFault, match="is not TOML"):
        load_settings({"EXTRANET_SETTINGS": str(file)})


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path):
    settings = Settings(data=tmp_path / "data")
    one, other = with_secret(settings), with_secret(settings)
    assert one.secret_key == other.secret_key
    assert len(one.secret_key) == 64
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0
