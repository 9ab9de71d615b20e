import cv2
import numpy as np
import pytest

from prereview.documents.scan.look import look_of


def page(seed: int) -> np.ndarray:
    """Lines of words on paper, as dark bars."""
    random = np.random.default_rng(seed)
    pixels = np.full((1650, 1165, 3), 244, np.uint8)
    for top in range(120, 1540, 42):
        left = 100
        while left < random.integers(500, 1060):
            width = int(random.integers(20, 160))
            pixels[top : top + 22, left : left + width] = random.integers(20, 90)
            left += width + int(random.integers(10, 60))
    return pixels


def likeness(one: str, other: str) -> float:
    a, b = (np.unpackbits(np.frombuffer(bytes.fromhex(look), np.uint8)) for look in (one, other))
    return float((a & b).sum() / max((a | b).sum(), 1))


@pytest.mark.parametrize("seed", range(3))
def test_a_page_keeps_its_look_in_another_size_format_and_brightness(seed):
    pixels = page(seed)
    small = cv2.resize(pixels, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    packed = cv2.imdecode(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 45])[1], cv2.IMREAD_COLOR)
    lighter = np.clip(packed.astype(int) + 8, 0, 255).astype(np.uint8)
    assert likeness(look_of(pixels), look_of(lighter)) > 0.85
    assert likeness(look_of(pixels), look_of(page(seed + 10))) < 0.5
